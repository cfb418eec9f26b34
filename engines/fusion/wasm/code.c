/* The two halves of an Expand-Convolute code (Raghuraman, Rindal, Tanguy, CRYPTO 2023) on vectors of blocks or of pairs of
   blocks. Coefficients and positions are public, so they may be looked up; the vectors are only added. */
#include "common.h"

#define WINDOW 24
#define GROUP 4
#define GROUPS 8
#define ROW_TAPS 7

/* Row i gets the sum of those of the 24 rows before it that its coefficients choose (bit 24 - d for distance d), and the row at
   distance 25. Sums of the rows of each group of four stand in `ring`, 16 a group, so a row takes seven look-ups. */
static inline __attribute__((always_inline)) void convolve(block *x, u32 from, u32 to, const u32 *coefficients, block *ring,
                                                           const u32 width) {
  for (u32 i = from; i < to; i++) {
    u32 group = i / GROUP, within = i % GROUP;
    block y[2];
    for (u32 w = 0; w < width; w++) {
      y[w] = LOAD(x + (u64)i * width + w);
      if (i > WINDOW) y[w] = XOR(y[w], LOAD(x + (u64)(i - WINDOW - 1) * width + w));
    }
    u32 taps = (coefficients[i - from] & 0xFFFFFF) << within;
    for (u32 k = 0; k < ROW_TAPS; k++) {
      const block *sums = ring + (((group + 2 + k) % GROUPS) * 16 + (taps >> (4 * k) & 15)) * width;
      for (u32 w = 0; w < width; w++) y[w] = XOR(y[w], LOAD(sums + w));
    }
    block *own = ring + (group % GROUPS) * 16 * width;
    for (u32 w = 0; w < width; w++) {
      STORE(x + (u64)i * width + w, y[w]);
      for (u32 n = 0; n < 1u << within; n++)
        STORE(own + ((1u << within) + n) * width + w, XOR(LOAD(own + n * width + w), y[w]));
    }
  }
}

EXPORT(convolve1) void convolve1(block *x, u32 from, u32 to, const u32 *coefficients, block *ring) { convolve(x, from, to, coefficients, ring, 1); }
EXPORT(convolve2) void convolve2(block *x, u32 from, u32 to, const u32 *coefficients, block *ring) { convolve(x, from, to, coefficients, ring, 2); }

/* Adds to each of `count` rows the rows of `y` at its seven positions: one in each quarter, three anywhere. */
static inline __attribute__((always_inline)) void expand(block *rows, const block *y, u32 count, u32 size, const u32 *words,
                                                         const u32 width) {
  u32 quarter = size / 4;
  for (u32 i = 0; i < count; i++, rows += width, words += ROW_TAPS) {
    u32 at[ROW_TAPS];
    for (u32 k = 0; k < 4; k++) at[k] = k * quarter + reduced(words[k], quarter);
    for (u32 k = 4; k < ROW_TAPS; k++) at[k] = reduced(words[k], size);
    for (u32 w = 0; w < width; w++) {
      block sum = LOAD(rows + w);
      for (u32 k = 0; k < ROW_TAPS; k++) sum = XOR(sum, LOAD(y + (u64)at[k] * width + w));
      STORE(rows + w, sum);
    }
  }
}

EXPORT(expand1) void expand1(block *rows, const block *y, u32 count, u32 size, const u32 *words) { expand(rows, y, count, size, words, 1); }
EXPORT(expand2) void expand2(block *rows, const block *y, u32 count, u32 size, const u32 *words) { expand(rows, y, count, size, words, 2); }

/* to[i] += pairs[i].second, for a vector that a pair's second half masks. */
EXPORT(addSeconds) void addSeconds(block *to, const block *pairs, u32 count) {
  for (u32 i = 0; i < count; i++) STORE(to + i, XOR(LOAD(to + i), LOAD(pairs + 2 * (u64)i + 1)));
}
