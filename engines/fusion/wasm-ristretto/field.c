#include "field.h"

#define LOW 0x7ffffffffffff
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
/* What columns k and k + 5 need, so that the first can take 19 times the second. */
#define CORRECTIONS(of)                                                                                    \
  {                                                                                                        \
    TWICE(BIAS + HALF - of(0)), TWICE(BIAS + HALF - of(1)), TWICE(BIAS + HALF - of(2)), TWICE(BIAS + HALF - of(3)), \
        TWICE(BIAS + HALF - of(4))                                                                         \
  }
#define TWICE(value) {value, value}

/* Constants of a product's end. They are read where they are used: to make one in a register takes three instructions. */
typedef struct {
  u64 products[5][2], squares[5][2], low[2], exponent[2];
  double firstCarry[2], carry[2];
} settling;

static const settling constants = {
    .products = CORRECTIONS(OF_PRODUCT),
    .squares = CORRECTIONS(OF_SQUARE),
    .low = TWICE(LOW),
    .exponent = TWICE(0x4330000000000000ULL),
    .firstCarry = TWICE(0x1p52 + 0x1p50 + 19 * 0x1p9),
    .carry = TWICE(0x1p52 + 0x1p50 + 0x1p9),
};

/* Constants of a place that the compiler does not know, or else it would make them in registers again. */
static inline const settling *readConstants(void) {
  const settling *place = &constants;
  __asm__ volatile("" : "+r"(place));
  return place;
}

/* Sums are made in the order they are written in: any other takes more registers than there are. */
#define ORDERED(value) __asm__ volatile("" : "+r"(value))

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

static inline void product(lanes column[2], lanes x, lanes y, int isFirst, int isLowest) {
  lanes top = wasm_f64x2_relaxed_madd(x, y, high);
  lanes rest = wasm_f64x2_relaxed_madd(x, y, wasm_f64x2_sub(both, top));
  column[0] = isLowest ? rest : wasm_i64x2_add(column[0], rest);
  column[1] = isFirst ? top : wasm_i64x2_add(column[1], top);
  ORDERED(column[0]);
  ORDERED(column[1]);
}

static inline lanes settled(lanes column, lanes carry, const double from[2], const settling *by) {
  lanes low = wasm_v128_or(wasm_v128_and(column, wasm_v128_load(by->low)), wasm_v128_load(by->exponent));
  return wasm_f64x2_sub(wasm_i64x2_add(low, carry), wasm_v128_load(from));
}

/* The lower columns take 19 times the upper ones, as these come; what overflows a column goes to the next one. */
typedef struct {
  lanes column[10], carry, limb[5];
} sums;

static inline void fold(sums *s, int k, const u64 correction[2], const settling *by) {
  s->column[k] = wasm_i64x2_add(wasm_i64x2_add(s->column[k], wasm_v128_load(correction)), times19(s->column[k + 5]));
  ORDERED(s->column[k]);
  if (k > 0) {
    s->limb[k] = settled(s->column[k], s->carry, by->carry, by);
    ORDERED(s->limb[k]);
  }
  s->carry = wasm_u64x2_shr(s->column[k], 51);
  ORDERED(s->carry);
}

static inline void finish(fe *r, const sums *s, const settling *by) {
  for (int k = 1; k < 5; k++) r->limb[k] = s->limb[k];
  r->limb[0] = settled(s->column[0], wasm_i16x8_mul(s->carry, wasm_i64x2_splat(19)), by->firstCarry, by);
}

void mul(fe *r, const fe *a, const fe *b) {
  const settling *by = readConstants();
  sums s;
#pragma clang loop unroll(full)
  for (int k = 0; k < 10; k++) {
    int first = k < 5 ? 0 : k - 4, last = k < 5 ? k : 4;
#pragma clang loop unroll(full)
    for (int i = first; i <= last && k < 9; i++)
      product(s.column + k, a->limb[i], b->limb[k - i], i == first, k == 0);
    if (k >= 5) fold(&s, k - 5, by->products[k - 5], by);
  }
  finish(r, &s, by);
}

void sqr(fe *r, const fe *a) {
  const settling *by = readConstants();
  lanes twice[5];
  sums s;
  for (int i = 0; i < 5; i++) twice[i] = wasm_f64x2_add(a->limb[i], a->limb[i]);
#pragma clang loop unroll(full)
  for (int k = 0; k < 10; k++) {
    int first = k < 5 ? 0 : k - 4;
#pragma clang loop unroll(full)
    for (int i = first; i <= k / 2 && k < 9; i++)
      product(s.column + k, 2 * i == k ? a->limb[i] : twice[i], a->limb[k - i], i == first, k == 0);
    if (k >= 5) fold(&s, k - 5, by->squares[k - 5], by);
  }
  finish(r, &s, by);
}

/* Of `count` elements at once: a squaring waits for the one before, but not for its neighbour's. */
static inline void products(fe *r, const fe *a, const fe *b, int count) {
  for (int k = 0; k < count; k++) mul(r + k, a + k, b + k);
}

static inline void squares(fe *r, const fe *a, int times, int count) {
  for (int k = 0; k < count; k++) sqr(r + k, a + k);
  for (int i = 1; i < times; i++)
    for (int k = 0; k < count; k++) sqr(r + k, r + k);
}

/* a^(2^250 - 1) and a^11, from which both exponents follow. */
static inline void chain(fe *long250, fe *eleven, const fe *a, int count) {
  fe t[2], two[2], nine[2], five[2], ten[2], twenty[2], fifty[2], hundred[2];
  squares(two, a, 1, count);
  squares(t, two, 2, count);
  products(nine, t, a, count);
  products(eleven, nine, two, count);
  squares(t, eleven, 1, count);
  products(five, t, nine, count);
  squares(t, five, 5, count);
  products(ten, t, five, count);
  squares(t, ten, 10, count);
  products(twenty, t, ten, count);
  squares(t, twenty, 20, count);
  products(t, t, twenty, count);
  squares(t, t, 10, count);
  products(fifty, t, ten, count);
  squares(t, fifty, 50, count);
  products(hundred, t, fifty, count);
  squares(t, hundred, 100, count);
  products(t, t, hundred, count);
  squares(t, t, 50, count);
  products(long250, t, fifty, count);
}

void inverse(fe *r, const fe *a) {
  fe t, eleven;
  chain(&t, &eleven, a, 1);
  squares(&t, &t, 5, 1);
  mul(r, &t, &eleven);
}

static inline void power(fe *a, int count) {
  fe t[2], eleven[2];
  chain(t, eleven, a, count);
  squares(t, t, 2, count);
  products(a, t, a, count);
}

void power58(fe *a) { power(a, 1); }

void powers58(fe pair[2]) { power(pair, 2); }

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
