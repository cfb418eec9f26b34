/* Matrix products in Z_2^64. Loops and addresses depend on sizes alone. */
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name)))
typedef uint64_t u64;
typedef uint32_t u32;

/* out += transposed(a) * b, four rows at a time so that each word of `out` is read and written once for them.
   a: m by k, b: m by n, out: k by n. */
EXPORT(gram) void gram(u64 *restrict out, const u64 *restrict a, const u64 *restrict b, u32 m, u32 k, u32 n) {
  u32 row = 0;
  for (; row + 4 <= m; row += 4, a += 4 * k, b += 4 * n)
    for (u32 i = 0; i < k; i++) {
      u64 w0 = a[i], w1 = a[k + i], w2 = a[2 * k + i], w3 = a[3 * k + i];
      u64 *o = out + i * n;
      for (u32 j = 0; j < n; j++) o[j] += w0 * b[j] + w1 * b[n + j] + w2 * b[2 * n + j] + w3 * b[3 * n + j];
    }
  for (; row < m; row++, a += k, b += n)
    for (u32 i = 0; i < k; i++)
      for (u32 j = 0; j < n; j++) out[i * n + j] += a[i] * b[j];
}

/* out = a * b. a: m by k, b: k by n, out: m by n. */
EXPORT(product) void product(u64 *restrict out, const u64 *restrict a, const u64 *restrict b, u32 m, u32 k, u32 n) {
  for (u32 row = 0; row < m; row++, a += k, out += n)
    for (u32 j = 0; j < n; j++) {
      u64 sum = 0;
      for (u32 i = 0; i < k; i++) sum += a[i] * b[i * n + j];
      out[j] = sum;
    }
}

/* out[row] += a[row] * scale of its row. */
EXPORT(addScaledRows) void addScaledRows(u64 *restrict out, const u64 *restrict a, const u64 *restrict scale, u32 m, u32 k) {
  for (u32 row = 0; row < m; row++)
    for (u32 j = 0; j < k; j++) *out++ += *a++ * scale[row];
}
