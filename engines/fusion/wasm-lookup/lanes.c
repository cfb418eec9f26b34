#include "lanes.h"

const u32 ONE[10] = {1};
const u32 SQRT_M1[10] = {34513072, 25610706, 9377949, 3500415, 12389472, 33281959, 41962654, 31548777, 326685, 11406482};

#define UNROLL _Pragma("clang loop unroll(full)")
#define ADD wasm_i32x4_add
#define ADD64 wasm_i64x2_add
#define SPLAT wasm_u32x4_splat

void constant(number *result, const u32 limbs[10]) {
  for (int i = 0; i < 10; i++) result->limb[i] = SPLAT(limbs[i]);
}

void add(number *sum, const number *a, const number *b) {
  for (int i = 0; i < 10; i++) sum->limb[i] = ADD(a->limb[i], b->limb[i]);
}

static inline lanes nineteenTimes(lanes c) { return ADD(ADD(wasm_i32x4_shl(c, 4), wasm_i32x4_shl(c, 1)), c); }

/* Limbs below 2^29 to tight ones. */
static inline void tighten(number *a) {
  lanes carries[10];
  UNROLL for (int i = 0; i < 10; i++) {
    carries[i] = wasm_u32x4_shr(a->limb[i], BITS(i));
    a->limb[i] = wasm_v128_and(a->limb[i], SPLAT(MASK(i)));
  }
  a->limb[0] = ADD(a->limb[0], nineteenTimes(carries[9]));
  UNROLL for (int i = 1; i < 10; i++) a->limb[i] = ADD(a->limb[i], carries[i - 1]);
}

/* a + 4p - b: no limb falls below zero. */
void subtract(number *difference, const number *a, const number *b) {
  UNROLL for (int i = 0; i < 10; i++) {
    u32 four = i == 0 ? 4 * (MASK(0) - 18) : 4 * MASK(i);
    difference->limb[i] = wasm_i32x4_sub(ADD(a->limb[i], SPLAT(four)), b->limb[i]);
  }
  tighten(difference);
}

/* 64-bit limbs of four numbers, two a vector. */
typedef struct { lanes low[10], high[10]; } wide;

static inline void carry(lanes *limbs, int from) {
  lanes c = wasm_u64x2_shr(limbs[from], BITS(from));
  limbs[from] = wasm_v128_and(limbs[from], wasm_u64x2_splat(MASK(from)));
  if (from == 9) c = ADD64(ADD64(wasm_i64x2_shl(c, 4), wasm_i64x2_shl(c, 1)), c);
  int to = (from + 1) % 10;
  limbs[to] = ADD64(limbs[to], c);
}

static inline void narrow(number *result, wide *from) {
  static const int order[12] = {0, 4, 1, 5, 2, 6, 3, 7, 4, 8, 9, 0};
  UNROLL for (int k = 0; k < 12; k++) {
    carry(from->low, order[k]);
    carry(from->high, order[k]);
  }
  UNROLL for (int i = 0; i < 10; i++)
    result->limb[i] = wasm_i32x4_shuffle(from->low[i], from->high[i], 0, 2, 4, 6);
}

/* Limb i of one factor and limb j of the other meet at i + j; two limbs of 25 bits count twice there, and beyond 9 everything 19 times. */
__attribute__((noinline)) void multiply(number *product, const number *a, const number *b) {
  lanes twice[10], folded[10];
  wide sum;
  UNROLL for (int i = 0; i < 10; i++) {
    twice[i] = wasm_i32x4_shl(a->limb[i], 1);
    folded[i] = wasm_i32x4_mul(b->limb[i], SPLAT(19));
  }
  UNROLL for (int k = 0; k < 10; k++) {
    lanes low = wasm_i64x2_const(0, 0), high = low;
    UNROLL for (int i = 0; i < 10; i++) {
      int j = (k - i + 10) % 10;
      lanes x = i & j & 1 ? twice[i] : a->limb[i];
      lanes y = i > k ? folded[j] : b->limb[j];
      low = ADD64(low, wasm_u64x2_extmul_low_u32x4(x, y));
      high = ADD64(high, wasm_u64x2_extmul_high_u32x4(x, y));
    }
    sum.low[k] = low;
    sum.high[k] = high;
  }
  narrow(product, &sum);
}

static __attribute__((noinline)) void squareOnce(number *result, const number *a) {
  lanes twice[10], fourTimes[10], folded[10];
  wide sum;
  UNROLL for (int i = 0; i < 10; i++) {
    twice[i] = wasm_i32x4_shl(a->limb[i], 1);
    fourTimes[i] = wasm_i32x4_shl(a->limb[i], 2);
    folded[i] = wasm_i32x4_mul(a->limb[i], SPLAT(19));
  }
  UNROLL for (int k = 0; k < 10; k++) {
    lanes low = wasm_i64x2_const(0, 0), high = low;
    UNROLL for (int i = 0; i < 10; i++) {
      int j = (k - i + 10) % 10;
      if (i > j) continue;
      int times = (i == j ? 1 : 2) * (i & j & 1 ? 2 : 1);
      lanes x = times == 1 ? a->limb[i] : times == 2 ? twice[i] : fourTimes[i];
      lanes y = i + j > 9 ? folded[j] : a->limb[j];
      low = ADD64(low, wasm_u64x2_extmul_low_u32x4(x, y));
      high = ADD64(high, wasm_u64x2_extmul_high_u32x4(x, y));
    }
    sum.low[k] = low;
    sum.high[k] = high;
  }
  narrow(result, &sum);
}

void square(number *result, const number *a, int times) {
  squareOnce(result, a);
  for (int i = 1; i < times; i++) squareOnce(result, result);
}

void choose(number *result, lanes mask, const number *a, const number *b) {
  for (int i = 0; i < 10; i++) result->limb[i] = wasm_v128_bitselect(a->limb[i], b->limb[i], mask);
}

void negateWhere(number *a, lanes mask) {
  number zero = {0}, negated;
  subtract(&negated, &zero, a);
  choose(a, mask, &negated, a);
}

/* The least non-negative residue: p is taken away where 19 more would reach 2^255. */
static void freeze(number *result, const number *a) {
  *result = *a;
  tighten(result);
  tighten(result);
  lanes over = SPLAT(19);
  for (int i = 0; i < 10; i++) over = wasm_u32x4_shr(ADD(result->limb[i], over), BITS(i));
  lanes c = nineteenTimes(over);
  for (int i = 0; i < 10; i++) {
    lanes limb = ADD(result->limb[i], c);
    c = wasm_u32x4_shr(limb, BITS(i));
    result->limb[i] = wasm_v128_and(limb, SPLAT(MASK(i)));
  }
}

lanes isNegative(const number *a) {
  number frozen;
  freeze(&frozen, a);
  return wasm_i32x4_neg(wasm_v128_and(frozen.limb[0], SPLAT(1)));
}

lanes isZero(const number *a) {
  number frozen;
  freeze(&frozen, a);
  lanes all = frozen.limb[0];
  for (int i = 1; i < 10; i++) all = wasm_v128_or(all, frozen.limb[i]);
  return wasm_i32x4_eq(all, SPLAT(0));
}

/* a^((p - 5) / 8) = a^(2^252 - 3). */
static void power(number *result, const number *a) {
  number x, y, z;
  square(&x, a, 1);
  square(&y, &x, 2);
  multiply(&y, a, &y);
  multiply(&x, &x, &y);
  square(&x, &x, 1);
  multiply(&x, &y, &x); /* 2^5 - 1 */
  square(&y, &x, 5);
  multiply(&x, &y, &x); /* 2^10 - 1 */
  square(&y, &x, 10);
  multiply(&y, &y, &x); /* 2^20 - 1 */
  square(&z, &y, 20);
  multiply(&y, &z, &y); /* 2^40 - 1 */
  square(&y, &y, 10);
  multiply(&x, &y, &x); /* 2^50 - 1 */
  square(&y, &x, 50);
  multiply(&y, &y, &x); /* 2^100 - 1 */
  square(&z, &y, 100);
  multiply(&y, &z, &y); /* 2^200 - 1 */
  square(&y, &y, 50);
  multiply(&x, &y, &x); /* 2^250 - 1 */
  square(&x, &x, 2);
  multiply(result, &x, a);
}

lanes squareRootOfRatio(number *root, const number *u, const number *v) {
  number v3, r, check, sum, i, turned;
  constant(&i, SQRT_M1);
  square(&v3, v, 1);
  multiply(&v3, &v3, v);
  square(&r, &v3, 1);
  multiply(&r, &r, v);
  multiply(&r, &r, u);
  power(&r, &r);
  multiply(&r, &r, &v3);
  multiply(&r, &r, u);
  square(&check, &r, 1);
  multiply(&check, &check, v);
  subtract(&sum, &check, u);
  lanes isRoot = isZero(&sum);
  add(&sum, &check, u);
  lanes isTurned = isZero(&sum);
  multiply(&turned, u, &i);
  add(&sum, &check, &turned);
  lanes isOther = isZero(&sum);
  multiply(&turned, &r, &i);
  choose(root, wasm_v128_or(isTurned, isOther), &turned, &r);
  negateWhere(root, isNegative(root));
  return wasm_v128_or(isRoot, isTurned);
}

void load(number *result, const u8 *bytes, u32 stride) {
  u32 limbs[10][4];
  for (int lane = 0; lane < 4; lane++) {
    const u8 *at = bytes + lane * stride;
    int bit = 0;
    for (int i = 0; i < 10; i++) {
      uint64_t word = 0;
      for (int k = 0; k < 5 && (bit >> 3) + k < 32; k++) word |= (uint64_t)at[(bit >> 3) + k] << (8 * k);
      limbs[i][lane] = (u32)(word >> (bit & 7)) & MASK(i);
      bit += BITS(i);
    }
  }
  for (int i = 0; i < 10; i++) result->limb[i] = wasm_v128_load(limbs[i]);
}

void store(u8 *bytes, const number *a) {
  number frozen;
  u32 limbs[10][4];
  freeze(&frozen, a);
  for (int i = 0; i < 10; i++) wasm_v128_store(limbs[i], frozen.limb[i]);
  for (int lane = 0; lane < 4; lane++) {
    uint64_t held = 0;
    int bits = 0, limb = 0;
    for (int k = 0; k < 32; k++) {
      if (bits < 8 && limb < 10) {
        held |= (uint64_t)limbs[limb][lane] << bits;
        bits += BITS(limb);
        limb++;
      }
      bytes[32 * lane + k] = (u8)held;
      held >>= 8;
      bits -= 8;
    }
  }
}
