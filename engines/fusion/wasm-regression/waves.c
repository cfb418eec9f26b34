/* Sines and cosines of multiples of 32-bit angles (2^32 = a full turn), for the one-round sigmoid. Plain double arithmetic
   without fused operations: the plain twin gives the same bits. Angles are public, or the dealer's who knows everything. */
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name)))
typedef struct { double c, s; } turn;

/* `table` holds 4096 turns in steps of 2^-12 and 4096 in steps of 2^-24; what is below does not matter. */
static inline turn turned(turn a, turn b) { return (turn){a.c * b.c - a.s * b.s, a.s * b.c + a.c * b.s}; }
static inline turn angle(const turn *table, uint32_t x) { return turned(table[x >> 20], table[4096 + ((x >> 8) & 4095)]); }
static inline int64_t rounded(double x) { return (int64_t)__builtin_floor(x + 0.5); }

/* out[row] = cos x, sin x, cos 2x, sin 2x, ... times `scale`. */
EXPORT(waves) void waves(int64_t *out, const uint32_t *x, uint32_t count, uint32_t terms, double scale, const turn *table) {
  for (uint32_t row = 0; row < count; row++) {
    turn one = angle(table, x[row]), at = one;
    for (uint32_t m = 0; m < terms; m++, at = turned(at, one)) {
      *out++ = rounded(at.c * scale);
      *out++ = rounded(at.s * scale);
    }
  }
}

/* out[row] = sum over m of f_m cos m(x + r) + g_m sin m(x + r), from shares of the waves of r; `series` is f_1, g_1, f_2, ...,
   already at its scale. */
EXPORT(series) void series(int64_t *out, const uint32_t *x, const int64_t *shares, uint32_t count, uint32_t terms, const double *series, const turn *table) {
  for (uint32_t row = 0; row < count; row++) {
    turn one = angle(table, x[row]), at = one;
    uint64_t sum = 0;
    for (uint32_t m = 0; m < terms; m++, at = turned(at, one)) {
      double f = series[2 * m], g = series[2 * m + 1];
      sum += (uint64_t)rounded(f * at.c + g * at.s) * (uint64_t)*shares++;
      sum += (uint64_t)rounded(g * at.c - f * at.s) * (uint64_t)*shares++;
    }
    out[row] = (int64_t)sum;
  }
}
