#include "field.h"

#define LOW 0x7ffffffffffff
#define LOW_BITS wasm_i64x2_splat(LOW)
/* Adding `high` leaves a product's nearest multiple of 2^51; `both` minus that, and the product again, its rest: integers in mantissas. */
#define HIGH_BITS 0x4668000000000000ULL
#define REST_BITS 0x4338000000000000ULL
#define high wasm_f64x2_splat(0x1.8p103)
#define both wasm_f64x2_splat(0x1.8p103 + 0x1.8p52)
/* Makes a column positive and rounds its lower 51 bits to the nearest, so that what stays is balanced about zero. */
#define BIAS (1ULL << 60)
#define HALF (1ULL << 50)
/* Each column sums up the bits above as often as it has rests and multiples; columns 5 to 9 count 19 times. */
#define OF_PRODUCT(k) (((k) + 1) * REST_BITS + (k) * HIGH_BITS + 19 * ((4 - (k)) * REST_BITS + (5 - (k)) * HIGH_BITS))
#define OF_SQUARE(k)                                                                                       \
  (((k) / 2 + 1) * REST_BITS + ((k) + 1) / 2 * HIGH_BITS +                                                 \
   19 * ((5 - (k)) / 2 * REST_BITS + (6 - (k)) / 2 * HIGH_BITS))
#define CORRECTION(known) wasm_i64x2_splat((int64_t)(BIAS + HALF - (u64)(known)))
#define TO_DOUBLE wasm_i64x2_splat(0x4330000000000000)
#define FROM_DOUBLE(carry) wasm_f64x2_splat(0x1p52 + 0x1p50 + (carry))

/* A value the compiler must not compute in another way. */
#define KEPT(value)        \
  ({                       \
    lanes kept = value;    \
    __asm__("" : "+r"(kept)); \
    kept;                  \
  })

static inline lanes times19(lanes a) {
  /* Kept apart, or else the compiler makes it a product of 64-bit words, which takes three multiplications. */
  lanes two = KEPT(wasm_i64x2_add(a, a)), three = KEPT(wasm_i64x2_add(a, two));
  return wasm_i64x2_add(three, wasm_i64x2_shl(a, 4));
}

/* What overflows a column goes to the next one. */
static inline fe settled(lanes column[10], int square) {
  lanes carry[5];
  fe r;
  for (int k = 0; k < 5; k++) {
    lanes correction = square ? CORRECTION(OF_SQUARE(k)) : CORRECTION(OF_PRODUCT(k));
    column[k] = wasm_i64x2_add(wasm_i64x2_add(column[k], correction), times19(column[k + 5]));
    carry[k] = wasm_u64x2_shr(column[k], 51);
  }
  for (int k = 0; k < 5; k++) {
    lanes low = wasm_v128_or(wasm_v128_and(column[k], LOW_BITS), TO_DOUBLE);
    lanes in = k > 0 ? carry[k - 1] : wasm_i16x8_mul(carry[4], wasm_i64x2_splat(19));
    r.limb[k] = wasm_f64x2_sub(wasm_i64x2_add(low, in), k > 0 ? FROM_DOUBLE(0x1p9) : FROM_DOUBLE(19 * 0x1p9));
  }
  return r;
}

static inline void product(lanes column[10], lanes x, lanes y, int k, int isFirst) {
  lanes top = wasm_f64x2_relaxed_madd(x, y, high);
  lanes rest = wasm_f64x2_relaxed_madd(x, y, wasm_f64x2_sub(both, top));
  column[k] = isFirst && k == 0 ? rest : wasm_i64x2_add(column[k], rest);
  column[k + 1] = isFirst ? top : wasm_i64x2_add(column[k + 1], top);
}

static inline fe times(const fe *a, const fe *b) {
  lanes column[10];
#pragma clang loop unroll(full)
  for (int k = 0; k < 9; k++) {
    int first = k < 5 ? 0 : k - 4, last = k < 5 ? k : 4;
#pragma clang loop unroll(full)
    for (int i = first; i <= last; i++) product(column, a->limb[i], b->limb[k - i], k, i == first);
  }
  return settled(column, 0);
}

static inline fe squared(const fe *a) {
  lanes twice[5], column[10];
  for (int i = 0; i < 5; i++) twice[i] = wasm_f64x2_add(a->limb[i], a->limb[i]);
#pragma clang loop unroll(full)
  for (int k = 0; k < 9; k++) {
    int first = k < 5 ? 0 : k - 4;
#pragma clang loop unroll(full)
    for (int i = first; i <= k / 2; i++) product(column, 2 * i == k ? a->limb[i] : twice[i], a->limb[k - i], k, i == first);
  }
  return settled(column, 1);
}

void mul(fe *r, const fe *a, const fe *b) { *r = times(a, b); }

void sqr(fe *r, const fe *a) { *r = squared(a); }

void sqrTimes(fe *r, const fe *a, int times) {
  fe x = *a;
  for (int i = 0; i < times; i++) x = squared(&x);
  *r = x;
}

/* a^(2^250 - 1) and a^11, from which both exponents follow. */
static void chain(fe *long250, fe *eleven, const fe *a) {
  fe t, two, nine, five, ten, twenty, fifty, hundred;
  sqr(&two, a);
  sqrTimes(&t, &two, 2);
  mul(&nine, &t, a);
  mul(eleven, &nine, &two);
  sqr(&t, eleven);
  mul(&five, &t, &nine);
  sqrTimes(&t, &five, 5);
  mul(&ten, &t, &five);
  sqrTimes(&t, &ten, 10);
  mul(&twenty, &t, &ten);
  sqrTimes(&t, &twenty, 20);
  mul(&t, &t, &twenty);
  sqrTimes(&t, &t, 10);
  mul(&fifty, &t, &ten);
  sqrTimes(&t, &fifty, 50);
  mul(&hundred, &t, &fifty);
  sqrTimes(&t, &hundred, 100);
  mul(&t, &t, &hundred);
  sqrTimes(&t, &t, 50);
  mul(long250, &t, &fifty);
}

void inverse(fe *r, const fe *a) {
  fe t, eleven;
  chain(&t, &eleven, a);
  sqrTimes(&t, &t, 5);
  mul(r, &t, &eleven);
}

void power58(fe *r, const fe *a) {
  fe t, eleven;
  chain(&t, &eleven, a);
  sqrTimes(&t, &t, 2);
  mul(r, &t, a);
}

static inline void carryWords(int64_t t[5]) {
  for (int i = 0; i < 5; i++) {
    int64_t carry = t[i] >> 51;
    t[i] &= LOW;
    t[(i + 1) % 5] += i < 4 ? carry : 19 * carry;
  }
}

void canonical(u64 to[2][5], const fe *a) {
  for (int lane = 0; lane < 2; lane++) {
    int64_t t[5];
    for (int i = 0; i < 5; i++) {
      double value = lane == 0 ? wasm_f64x2_extract_lane(a->limb[i], 0) : wasm_f64x2_extract_lane(a->limb[i], 1);
      t[i] = (int64_t)value;
    }
    /* 32 p in the limbs' own radix makes all of them positive. */
    t[0] += 32 * (LOW - 18);
    for (int i = 1; i < 5; i++) t[i] += 32 * (int64_t)LOW;
    carryWords(t);
    carryWords(t);
    /* Now below 2^255; p is taken away once where the value reaches it. */
    int64_t carry = 19;
    for (int i = 0; i < 5; i++) carry = (t[i] + carry) >> 51;
    t[0] += 19 * carry;
    for (int i = 0; i < 4; i++) {
      t[i + 1] += t[i] >> 51;
      t[i] &= LOW;
    }
    t[4] &= LOW;
    for (int i = 0; i < 5; i++) to[lane][i] = (u64)t[i];
  }
}

static inline lanes maskOf(u64 first, u64 second) {
  /* 1 to all ones, 0 to zeros. */
  return wasm_i64x2_make((int64_t)(0 - first), (int64_t)(0 - second));
}

lanes isNegative(const fe *a) {
  u64 words[2][5];
  canonical(words, a);
  return maskOf(words[0][0] & 1, words[1][0] & 1);
}

lanes isZero(const fe *a) {
  u64 words[2][5], any[2];
  canonical(words, a);
  for (int lane = 0; lane < 2; lane++) {
    const u64 *t = words[lane];
    any[lane] = t[0] | t[1] | t[2] | t[3] | t[4];
  }
  return maskOf((any[0] - 1) >> 63, (any[1] - 1) >> 63);
}

lanes isEqual(const fe *a, const fe *b) {
  fe difference = sub(a, b);
  return isZero(&difference);
}

static inline u64 word(const u8 *bytes) {
  u64 value;
  __builtin_memcpy(&value, bytes, 8);
  return value;
}

static inline u64 unpacked(double to[5], const u8 *bytes) {
  u64 w[4];
  for (int i = 0; i < 4; i++) w[i] = word(bytes + 8 * i);
  u64 limbs[5] = {w[0] & LOW, ((w[0] >> 51) | (w[1] << 13)) & LOW, ((w[1] >> 38) | (w[2] << 26)) & LOW,
                  ((w[2] >> 25) | (w[3] << 39)) & LOW, (w[3] >> 12) & LOW};
  u64 carry = 19;
  for (int i = 0; i < 5; i++) {
    carry = (limbs[i] + carry) >> 51;
    to[i] = (double)(int64_t)limbs[i];
  }
  return (carry | (w[3] >> 63) | (w[0] & 1)) ^ 1;
}

lanes fromBytes(fe *r, const u8 *first, const u8 *second) {
  double low[5], up[5];
  u64 firstGood = unpacked(low, first), secondGood = unpacked(up, second);
  fe wide;
  for (int i = 0; i < 5; i++) wide.limb[i] = wasm_f64x2_make(low[i], up[i]);
  *r = carried(&wide);
  return maskOf(firstGood, secondGood);
}

void toBytes(u8 *first, u8 *second, const fe *a) {
  u64 words[2][5];
  canonical(words, a);
  for (int lane = 0; lane < 2; lane++) {
    const u64 *t = words[lane];
    u64 w[4] = {t[0] | (t[1] << 51), (t[1] >> 13) | (t[2] << 38), (t[2] >> 26) | (t[3] << 25), (t[3] >> 39) | (t[4] << 12)};
    __builtin_memcpy(lane == 0 ? first : second, w, 32);
  }
}
