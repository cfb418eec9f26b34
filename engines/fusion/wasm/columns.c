/* A matrix of bits by columns and by rows, and what both parties do to it. Rows have 64 bytes, of which the code takes the first 56.
   No address and no branch depends on a bit of the matrix or of the secret. */
#include "common.h"

#define ZIP_LOW(a, b) wasm_i8x16_shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define ZIP_HIGH(a, b) wasm_i8x16_shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)

/* Bit i of byte k of line j of `from` becomes bit j of line 8k + i of `to`: `width` bytes, a multiple of 8, of 16 * groups lines. */
EXPORT(transposeBits) void transposeBits(const u8 *from, u32 fromStride, u32 groups, u8 *to, u32 toStride, u32 width) {
  for (u32 at = 0; at < width; at += 16) {
    u32 bytes = width - at < 16 ? width - at : 16;
    for (u32 group = 0; group < groups; group++) {
      const u8 *lines = from + (u64)group * 16 * fromStride + at;
      u8 *out = to + (u64)at * 8 * toStride + 2 * group;
      block r[16], t[16];
      for (int j = 0; j < 16; j++) r[j] = LOAD(lines + (u64)j * fromStride);
      for (int step = 0; step < 4; step++) {
        for (int i = 0; i < 8; i++) {
          t[2 * i] = ZIP_LOW(r[i], r[i + 8]);
          t[2 * i + 1] = ZIP_HIGH(r[i], r[i + 8]);
        }
        for (int i = 0; i < 16; i++) r[i] = t[i];
      }
      for (u32 k = 0; k < bytes; k++) {
        block bits = r[k];
        for (int i = 7; i >= 0; i--, bits = wasm_i8x16_add(bits, bits))
          *(uint16_t *)(out + (u64)(8 * k + (u32)i) * toStride) = (uint16_t)wasm_i8x16_bitmask(bits);
      }
    }
  }
}

/* The sum of two matrices of columns `stride` bytes apart, as columns of `bytes` one after the other. */
EXPORT(addColumns) void addColumns(block *to, const u8 *a, const u8 *b, u32 stride, u32 bytes, u32 columns) {
  for (u32 column = 0; column < columns; column++, a += stride, b += stride)
    for (u32 at = 0; at < bytes; at += 16) STORE(to++, XOR(LOAD(a + at), LOAD(b + at)));
}

/* Adds the peer's columns to those whose mask is all ones. */
EXPORT(foldColumns) void foldColumns(u8 *own, u32 stride, const block *theirs, u32 bytes, u32 columns, const block *masks) {
  for (u32 column = 0; column < columns; column++, own += stride) {
    block mask = LOAD(masks + column);
    for (u32 at = 0; at < bytes; at += 16) STORE(own + at, XOR(LOAD(own + at), AND(LOAD(theirs++), mask)));
  }
}

/* Writes behind each row which bin it is. */
EXPORT(numberRows) void numberRows(u64 *rows, u32 count, u32 first) {
  for (u32 i = 0; i < count; i++) rows[8 * (u64)i + 7] = first + i;
}

/* codes[i] = (codes[i] AND secret) + its bin's row, with the bin behind it. */
EXPORT(maskRows) void maskRows(block *codes, const block *rows, const u32 *places, u32 count, const block *secret, u32 first) {
  block s[4];
  for (int k = 0; k < 4; k++) s[k] = LOAD(secret + k);
  for (u32 i = 0; i < count; i++, codes += 4) {
    const block *row = rows + 4 * (u64)places[i];
    for (int k = 0; k < 4; k++) STORE(codes + k, XOR(AND(LOAD(codes + k), s[k]), LOAD(row + k)));
    ((u64 *)codes)[7] = first + places[i];
  }
}
