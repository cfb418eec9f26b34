/* Products with one constant in GF(2^128) = GF(2)[x]/(x^128 + x^7 + x^2 + x + 1), bit k of an element being the coefficient
   of x^k. Time and addresses do not depend on the constant or the elements: what is looked up lies in registers. */
#include "common.h"

#define LOW(v) AND(v, wasm_i8x16_splat(15))
#define HIGH(v) wasm_u8x16_shr(v, 4)
#define PICK(table, index) wasm_i8x16_relaxed_swizzle(table, index)
#define ZIP_LOW(a, b) wasm_i8x16_shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define ZIP_HIGH(a, b) wasm_i8x16_shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)

static inline block doubled(block a) {
  u64 low = (u64)wasm_i64x2_extract_lane(a, 0), high = (u64)wasm_i64x2_extract_lane(a, 1);
  u64 fold = (0 - (high >> 63)) & 0x87;
  return wasm_i64x2_make((int64_t)((low << 1) ^ fold), (int64_t)((high << 1) | (low >> 63)));
}

/* 16 elements to 16 planes, plane k holding byte k of each; and back. */
static inline void transpose(block *r) {
  block t[16];
  for (int step = 0; step < 4; step++) {
    for (int i = 0; i < 8; i++) {
      t[2 * i] = ZIP_LOW(r[i], r[i + 8]);
      t[2 * i + 1] = ZIP_HIGH(r[i], r[i + 8]);
    }
    for (int i = 0; i < 16; i++) r[i] = t[i];
  }
}

/* table[k][j] holds, for each value of nibble k, byte j of its product with the constant: 32 * 16 blocks. */
EXPORT(gfTable) void gfTable(block *table, const block *constant) {
  block power = LOAD(constant);
  for (int k = 0; k < 32; k++) {
    block r[16];
    r[0] = ZERO;
    for (int bit = 0; bit < 4; bit++) {
      for (int n = 0; n < 1 << bit; n++) r[(1 << bit) + n] = XOR(r[n], power);
      power = doubled(power);
    }
    transpose(r);
    for (int j = 0; j < 16; j++) STORE(table + 16 * k + j, r[j]);
  }
}

static inline void multiply(block *planes, const block *table) {
  block out[16];
  for (int j = 0; j < 16; j++) out[j] = ZERO;
  for (int k = 0; k < 16; k++) {
    block low = LOW(planes[k]), high = HIGH(planes[k]);
    const block *t = table + 32 * k;
    for (int j = 0; j < 16; j++) out[j] = XOR(out[j], XOR(PICK(LOAD(t + j), low), PICK(LOAD(t + 16 + j), high)));
  }
  for (int j = 0; j < 16; j++) planes[j] = out[j];
}

/* to[i] = from[i] * constant, plus to[i] where `add`. Strides in blocks; `count` is a multiple of 16. */
EXPORT(gfScale) void gfScale(block *to, u32 toStride, const block *from, u32 fromStride, u32 count, const block *table, u32 add) {
  block keep = wasm_i64x2_splat(0 - (int64_t)(add != 0));
  for (u32 first = 0; first < count; first += 16) {
    block r[16];
    for (u32 j = 0; j < 16; j++) r[j] = LOAD(from + (u64)(first + j) * fromStride);
    transpose(r);
    multiply(r, table);
    transpose(r);
    for (u32 j = 0; j < 16; j++) {
      block *at = to + (u64)(first + j) * toStride;
      STORE(at, XOR(r[j], AND(LOAD(at), keep)));
    }
  }
}

/* Sixteen sums by Horner's rule, sum j over elements j, j + 16, ...: sum = sum * constant + element. Continues from `sums`. */
EXPORT(gfHorner) void gfHorner(block *sums, const block *elements, u32 stride, u32 count, const block *table) {
  block r[16], next[16];
  for (int j = 0; j < 16; j++) r[j] = LOAD(sums + j);
  transpose(r);
  for (u32 first = 0; first < count; first += 16) {
    multiply(r, table);
    for (u32 j = 0; j < 16; j++) next[j] = LOAD(elements + (u64)(first + j) * stride);
    transpose(next);
    for (int j = 0; j < 16; j++) r[j] = XOR(r[j], next[j]);
  }
  transpose(r);
  for (int j = 0; j < 16; j++) STORE(sums + j, r[j]);
}
