/* What TypeScript calls: lists of elements in, lists of elements out. `count` is even and at most BATCH. */
#include "group.h"

static point points[BATCH / 2];
static int8_t digits[DIGITS];

/* Whether multiply-add rounds once here, without which nothing else is right. */
EXPORT(isFused) int isFused(void) {
  volatile double tiny = 0x1p-40;
  lanes near = wasm_f64x2_splat(1 + tiny);
  lanes square = wasm_f64x2_relaxed_madd(near, near, wasm_f64x2_splat(-1 - 2 * tiny));
  return wasm_f64x2_extract_lane(square, 0) == 0x1p-80;
}

/* Signed digits of a scalar below 2^253 in radix 16, each from -8 to 8, without a branch on any. */
static void recode(int8_t to[DIGITS], const u8 *scalar) {
  int carry = 0;
  for (int i = 0; i < DIGITS; i++) {
    int digit = ((scalar[i / 2] >> (i % 2 * 4)) & 15) + carry;
    carry = (digit + 8) >> 4;
    to[i] = (int8_t)(digit - carry * 16);
  }
}

static void forget(void *secret, u32 size) {
  for (u32 i = 0; i < size; i++) ((volatile u8 *)secret)[i] = 0;
}

static const u8 order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                             [31] = 0x10};

/* Half of a reduced scalar modulo the group's order: what is encoded is always twice what was computed. */
EXPORT(setScalar) void setScalar(const u8 *scalar) {
  u8 sum[32], half[32];
  u32 odd = 0 - (u32)(scalar[0] & 1), carry = 0;
  for (int i = 0; i < 32; i++) {
    carry += scalar[i] + (order[i] & odd);
    sum[i] = (u8)carry;
    carry >>= 8;
  }
  for (int i = 0; i < 32; i++) half[i] = (u8)((sum[i] >> 1) | (i < 31 ? sum[i + 1] << 7 : 0));
  recode(digits, half);
  forget(sum, sizeof sum);
  forget(half, sizeof half);
}

EXPORT(forgetScalar) void forgetScalar(void) { forget(digits, sizeof digits); }

/* The first lane that is not good, or -1. */
static int refusedOf(lanes good) {
  return wasm_i64x2_extract_lane(good, 0) == 0 ? 0 : wasm_i64x2_extract_lane(good, 1) == 0 ? 1 : -1;
}

/* The place of the first element of a pair that is refused, or -1. The identity is refused where `strict`. */
static int decodePair(point *a, const u8 *from, int strict) {
  lanes good = decode(a, from, from + 32);
  if (strict) good = wasm_v128_andnot(good, isZero(&a->x));
  return refusedOf(good);
}

/* The scalar times each element; returns the place of the first that is none or the identity, or -1. */
EXPORT(raise) int raise(u8 *to, const u8 *from, u32 count) {
  for (u32 k = 0; k < count; k += 2) {
    point a;
    int refused = decodePair(&a, from + 32 * k, 1);
    if (refused >= 0) return (int)k + refused;
    multiply(points + k / 2, &a, digits, digits);
  }
  encodeDoubles(to, points, count / 2);
  return -1;
}

/* The scalar times the element that each 64 uniform bytes map to. */
EXPORT(raiseMapped) void raiseMapped(u8 *to, const u8 *from, u32 count) {
  for (u32 k = 0; k < count; k += 2) {
    point a;
    mapTo(&a, from + 64 * k, from + 64 * k + 64);
    multiply(points + k / 2, &a, digits, digits);
  }
  encodeDoubles(to, points, count / 2);
}

/* Twice each scalar times its element, or where `uniform` is given times its sum with twice what 64 bytes map to. Returns as `raise`. */
EXPORT(raiseEach) int raiseEach(u8 *to, const u8 *from, const u8 *uniform, const u8 *scalars, u32 count) {
  int8_t own[2][DIGITS];
  for (u32 k = 0; k < count; k += 2) {
    point a, other;
    for (int lane = 0; lane < 2; lane++) recode(own[lane], scalars + 32 * (k + lane));
    lanes good = decode(&a, from + 32 * k, from + 32 * k + 32);
    if (uniform) {
      mapTo(&other, uniform + 64 * k, uniform + 64 * k + 64);
      twice(&other, &other);
      addend more = addendOf(&other);
      plus(&a, &a, &more);
    }
    int refused = refusedOf(wasm_v128_andnot(good, isIdentity(&a)));
    if (refused >= 0) return (int)k + refused;
    multiply(points + k / 2, &a, own[0], own[1]);
  }
  forget(own, sizeof own);
  encodeDoubles(to, points, count / 2);
  return -1;
}

/* Twice the element that each 64 uniform bytes map to. */
EXPORT(map) void map(u8 *to, const u8 *from, u32 count) {
  for (u32 k = 0; k < count; k += 2) mapTo(points + k / 2, from + 64 * k, from + 64 * k + 64);
  encodeDoubles(to, points, count / 2);
}

/* Returns 0, or -1 where the bytes are no element. */
EXPORT(setBase) int setBase(u32 base, const u8 *from) {
  point a;
  lanes good = decode(&a, from, from);
  if (wasm_i64x2_extract_lane(good, 0) == 0) return -1;
  prepareBase(base, &a);
  return 0;
}

enum { NOTHING, MAPPED, ENCODED, LESS_MAPPED };

/* Twice the sum of what `from` gives (nothing, 64 uniform bytes each, elements, or bytes whose elements are taken away) and each
   scalar times a base; returns as `raise`. */
EXPORT(addMultiples) int addMultiples(u8 *to, const u8 *from, u32 kind, const u8 *scalars, u32 count, u32 base) {
  int8_t own[2][DIGITS];
  for (u32 k = 0; k < count; k += 2) {
    point a, *sum = points + k / 2;
    for (int lane = 0; lane < 2; lane++) recode(own[lane], scalars + 32 * (k + lane));
    multiplyBase(sum, base, own[0], own[1]);
    if (kind == NOTHING) continue;
    int refused = -1;
    if (kind == ENCODED) refused = decodePair(&a, from + 32 * k, 1);
    else mapTo(&a, from + 64 * k, from + 64 * k + 64);
    if (refused >= 0) return (int)k + refused;
    if (kind == LESS_MAPPED) turned(&a, &a);
    addend other = addendOf(&a);
    plus(sum, sum, &other);
  }
  forget(own, sizeof own);
  encodeDoubles(to, points, count / 2);
  return -1;
}

/* Twice start, start + step, start + 2 step, ...; both are given twice, once a lane. Returns as `raise`. */
EXPORT(walk) int walk(u8 *to, const u8 *start, const u8 *step, u32 count) {
  point at, unit;
  if (decodePair(&at, start, 0) >= 0 || decodePair(&unit, step, 0) >= 0) return 0;
  addend one = addendOf(&unit);
  point next;
  plus(&next, &at, &one);
  lanes second = wasm_i64x2_make(0, -1);
  at.x = pick(second, &next.x, &at.x);
  at.y = pick(second, &next.y, &at.y);
  at.z = pick(second, &next.z, &at.z);
  at.t = pick(second, &next.t, &at.t);
  twice(&unit, &unit);
  one = addendOf(&unit);
  for (u32 k = 0; k < count / 2; k++) {
    points[k] = at;
    plus(&at, &at, &one);
  }
  encodeDoubles(to, points, count / 2);
  return -1;
}

/* Twice the sum of all. Returns as `raise`, but takes the identity too. */
EXPORT(sum) int sum(u8 *to, const u8 *from, u32 count) {
  point total, a;
  identity(&total);
  for (u32 k = 0; k < count; k += 2) {
    int refused = decodePair(&a, from + 32 * k, 0);
    if (refused >= 0) return (int)k + refused;
    addend other = addendOf(&a);
    plus(&total, &total, &other);
  }
  point turned = {swapped(&total.x), swapped(&total.y), swapped(&total.z), swapped(&total.t)};
  addend other = addendOf(&turned);
  plus(points, &total, &other);
  encodeDoubles(to, points, 1);
  return -1;
}
