/* Polynomials modulo X^8192 + 1 over seven primes below 2^30, for encryption under ring learning with errors. Residues stand prime by
   prime. Loops and addresses depend on sizes alone; only `uniform`, whose draws are public, branches on data. */
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name)))
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t i64;

#define SIZE 8192
#define PRIMES 7
#define KEPT 3
#define LIMBS 5

/* `minus` is -1/p modulo 2^32; powers[k] is 2^(32 k) modulo p, inverse[j] is 2^32 / p_j modulo p. */
typedef struct {
  u32 p, minus, unit, unitHigh, powers[LIMBS + 2], inverse[PRIMES];
  u64 whole, part;
  u32 rest, roots[SIZE], rootsHigh[SIZE], back[SIZE], backHigh[SIZE];
} prime;
static prime primes[PRIMES];
static u64 modulus;

/* Montgomery 1985: a b / 2^32, below 2p, for a b < 2^32 p. */
static inline u32 product(u32 a, u32 b, u32 p, u32 minus) {
  u64 t = (u64)a * b;
  return (u32)((t + (u64)((u32)t * minus) * p) >> 32);
}
/* x less `limit` where that is not negative; both below 2^31 apart. */
static inline u32 lowered(u32 x, u32 limit) {
  u32 y = x - limit;
  return y + (limit & -(y >> 31));
}
/* Shoup: x w below 2p for any x, from w and floor(2^32 w / p). */
static inline u32 turned(u32 x, u32 w, u32 high, u32 p) { return x * w - (u32)(((u64)x * high) >> 32) * p; }
static inline u32 highOf(u32 w, u32 p) { return (u32)(((u64)w << 32) / p); }
static inline u32 times(u32 a, u32 b, u32 p) { return (u32)((u64)a * b % p); }

static u32 reversed(u32 i) {
  u32 out = 0;
  for (u32 bit = 1; bit < SIZE; bit <<= 1) out = out << 1 | ((i & bit) != 0);
  return out;
}

static u32 raised(u32 base, u32 exponent, u32 p) {
  u32 out = 1;
  for (; exponent; exponent >>= 1, base = times(base, base, p))
    if (exponent & 1) out = times(out, base, p);
  return out;
}

/* Takes the primes, and of each a primitive root of order 2^14. */
EXPORT(prepare) void prepare(const u32 *given, const u32 *roots) {
  modulus = 1;
  for (u32 i = 0; i < PRIMES; i++) modulus *= given[i];
  for (u32 i = 0; i < PRIMES; i++) {
    prime *t = &primes[i];
    u32 p = t->p = given[i], inverse = 1;
    for (u32 k = 0; k < 5; k++) inverse *= 2 - p * inverse;
    t->minus = -inverse;
    t->powers[0] = 1;
    for (u32 k = 1; k < LIMBS + 2; k++) t->powers[k] = (u32)(((u64)t->powers[k - 1] << 32) % p);
    for (u32 j = 0; j < PRIMES; j++)
      if (j != i) t->inverse[j] = times(raised(given[j] % p, p - 2, p), t->powers[1], p);
    t->unit = raised(SIZE, p - 2, p);
    t->unitHigh = highOf(t->unit, p);
    u32 rest = 1;
    for (u32 j = 0; j < KEPT; j++)
      if (j != i) rest = times(rest, given[j] % p, p);
    t->rest = times(raised(rest, p - 2, p), t->powers[1], p);
    t->whole = (u64)-1 / p;
    u64 left = (u64)0 - t->whole * p, high = (left << 32) / p;
    t->part = high << 32 | (((left << 32) % p) << 32) / p;
    u32 inverseRoot = raised(roots[i], p - 2, p), ahead = 1, behind = 1;
    for (u32 k = 0; k < SIZE; k++) {
      u32 at = reversed(k);
      t->roots[at] = ahead, t->rootsHigh[at] = highOf(ahead, p);
      t->back[at] = behind, t->backHigh[at] = highOf(behind, p);
      ahead = times(ahead, roots[i], p), behind = times(behind, inverseRoot, p);
    }
  }
}

/* Values at the odd powers of the root (Longa, Naehrig 2016), with the lazy reductions of Harvey 2014. */
EXPORT(forward) void forward(u32 *a, u32 count) {
  for (u32 i = 0; i < count; i++, a += SIZE) {
    const prime *t = &primes[i];
    u32 p = t->p, twice = 2 * p;
    for (u32 m = 1, span = SIZE / 2; m < SIZE; m <<= 1, span >>= 1)
      for (u32 k = 0; k < m; k++) {
        u32 w = t->roots[m + k], high = t->rootsHigh[m + k];
        u32 *restrict x = a + 2 * k * span, *restrict y = x + span;
        for (u32 j = 0; j < span; j++) {
          u32 u = lowered(x[j], twice), v = turned(y[j], w, high, p);
          x[j] = u + v, y[j] = u - v + twice;
        }
      }
    for (u32 j = 0; j < SIZE; j++) a[j] = lowered(lowered(a[j], twice), p);
  }
}

/* Back to coefficients. */
EXPORT(backward) void backward(u32 *a, u32 count) {
  for (u32 i = 0; i < count; i++, a += SIZE) {
    const prime *t = &primes[i];
    u32 p = t->p, twice = 2 * p;
    for (u32 m = SIZE / 2, span = 1; m > 0; m >>= 1, span <<= 1)
      for (u32 k = 0; k < m; k++) {
        u32 w = t->back[m + k], high = t->backHigh[m + k];
        u32 *restrict x = a + 2 * k * span, *restrict y = x + span;
        for (u32 j = 0; j < span; j++) {
          u32 u = x[j], v = y[j];
          x[j] = lowered(u + v, twice), y[j] = turned(u - v + twice, w, high, p);
        }
      }
    for (u32 j = 0; j < SIZE; j++) a[j] = lowered(turned(a[j], t->unit, t->unitHigh, p), p);
  }
}

/* out += a b / 2^32, value by value. */
EXPORT(multiplyAdd) void multiplyAdd(u32 *restrict out, const u32 *restrict a, const u32 *restrict b, u32 count) {
  for (u32 i = 0; i < count; i++, out += SIZE, a += SIZE, b += SIZE) {
    u32 p = primes[i].p, minus = primes[i].minus;
    for (u32 j = 0; j < SIZE; j++) out[j] = lowered(out[j] + lowered(product(a[j], b[j], p, minus), p), p);
  }
}

/* out = a - out. */
EXPORT(subtractFrom) void subtractFrom(u32 *restrict out, const u32 *restrict a, u32 count) {
  for (u32 i = 0; i < count; i++, out += SIZE, a += SIZE)
    for (u32 j = 0; j < SIZE; j++) out[j] = lowered(a[j] + primes[i].p - out[j], primes[i].p);
}

/* Residues of 2^32 x, for x in [-2^63, 2^63). */
EXPORT(lift) void lift(u32 *restrict out, const u64 *restrict x) {
  for (u32 i = 0; i < PRIMES; i++, out += SIZE) {
    const prime *t = &primes[i];
    u32 p = t->p, minus = t->minus;
    for (u32 j = 0; j < SIZE; j++) {
      u32 low = (u32)x[j], high = (u32)(x[j] >> 32);
      u32 sum = lowered(product(high, t->powers[3], p, minus), p) + lowered(product(low, t->powers[2], p, minus), p);
      u32 sign = t->powers[3] & -(high >> 31);
      out[j] = lowered(lowered(sum + p - sign, 2 * p), p);
    }
  }
}

/* out += q x / 2^64, rounded, for words x of the ring. */
EXPORT(embed) void embed(u32 *restrict out, const u64 *restrict x) {
  for (u32 i = 0; i < PRIMES; i++, out += SIZE) {
    const prime *t = &primes[i];
    u32 p = t->p, minus = t->minus, over = lowered(product(1, 1, p, minus), p);
    for (u32 j = 0; j < SIZE; j++) {
      u64 rest = modulus * x[j];
      u32 low = (u32)rest, high = (u32)(rest >> 32);
      u32 sum = lowered(product(high, 1, p, minus), p) + lowered(product(low, over, p, minus), p);
      u32 whole = lowered(lowered(2 * p - sum + (high >> 31), p), p);
      out[j] = lowered(out[j] + whole, p);
    }
  }
}

/* out += x, for |x| < p. */
EXPORT(addSmall) void addSmall(u32 *restrict out, const i64 *restrict x) {
  for (u32 i = 0; i < PRIMES; i++, out += SIZE)
    for (u32 j = 0; j < SIZE; j++) {
      u32 p = primes[i].p, value = (u32)x[j];
      out[j] = lowered(out[j] + value + (p & -(value >> 31)), p);
    }
}

/* out += r - 2^(32 limbs - 1), r being `limbs` words of 32 bits a coefficient. */
EXPORT(flood) void flood(u32 *restrict out, const u32 *restrict r, u32 limbs) {
  for (u32 i = 0; i < PRIMES; i++, out += SIZE) {
    const prime *t = &primes[i];
    u32 p = t->p, minus = t->minus, half = times(raised(2, 31, p), t->powers[limbs - 1], p);
    for (u32 j = 0; j < SIZE; j++) {
      u32 sum = lowered(out[j] + p - half, p);
      for (u32 k = 0; k < limbs; k++) sum = lowered(sum + lowered(product(r[limbs * j + k], t->powers[k + 1], p, minus), p), p);
      out[j] = sum;
    }
  }
}

/* -1, 0 or 1, each as likely as the others to 2^-63, from 64 bits. */
EXPORT(ternary) void ternary(i64 *out, const u64 *r) {
  for (u32 j = 0; j < SIZE; j++) out[j] = (i64)((3 * (r[j] >> 32) + (3 * (r[j] & 0xffffffff) >> 32)) >> 32) - 1;
}

/* Centred binomial of 42 bits: variance 10.5. */
EXPORT(binomial) void binomial(i64 *out, const u64 *r) {
  for (u32 j = 0; j < SIZE; j++) out[j] = __builtin_popcountll(r[j] & 0x1fffff) - __builtin_popcountll(r[j] >> 21 & 0x1fffff);
}

/* Public uniform residues: draws of 30 bits, those not below the prime thrown away. Returns how many draws are left, or less than 0. */
EXPORT(uniform) int32_t uniform(u32 *out, const u32 *draws, int32_t left) {
  for (u32 i = 0; i < PRIMES; i++)
    for (u32 j = 0; j < SIZE; left--) {
      if (left <= 0) return -1;
      u32 drawn = *draws++ & 0x3fffffff;
      if (drawn < primes[i].p) *out++ = drawn, j++;
    }
  return left;
}

/* Divides by all primes but the first three, rounding each time. */
EXPORT(reduce) void reduce(u32 *a) {
  for (u32 last = PRIMES - 1; last >= KEPT; last--) {
    const u32 *restrict from = a + last * SIZE;
    u32 divisor = primes[last].p;
    for (u32 i = 0; i < last; i++) {
      const prime *t = &primes[i];
      u32 p = t->p, minus = t->minus, *restrict out = a + i * SIZE;
      for (u32 j = 0; j < SIZE; j++) {
        u32 upper = -((divisor / 2 - from[j]) >> 31);
        out[j] = lowered(product(out[j] + 2 * p - from[j] + (divisor & upper), t->inverse[last], p, minus), p);
      }
    }
  }
}

/* 2^64 x / q', rounded, from residues modulo the three primes that are left; one after the other for each of `count`. */
EXPORT(read) void read(u64 *restrict out, const u32 *restrict x, u32 count) {
  for (u32 j = 0; j < count; j++) {
    u64 whole = 0, part = (u64)1 << 31;
    for (u32 i = 0; i < KEPT; i++) {
      const prime *t = &primes[i];
      u64 v = lowered(product(x[i * count + j], t->rest, t->p, t->minus), t->p);
      whole += v * t->whole;
      part += v * (t->part >> 32) + (v * (t->part & 0xffffffff) >> 32);
    }
    out[j] = whole + (part >> 32);
  }
}
