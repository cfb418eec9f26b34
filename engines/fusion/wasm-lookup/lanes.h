#ifndef LANES_H
#define LANES_H
/* Numbers modulo p = 2^255 - 19, four at a time: a vector has one limb of each. */
#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name)))

typedef uint8_t u8;
typedef uint32_t u32;
typedef v128_t lanes;

/* Limbs of 26, 25, 26, ... bits. Tight: below 2^26 or 2^25 and a little; loose: below 2^27.75, so that 19 times one and the sum of ten
   products fit. Products and differences are tight, sums of up to three tight ones loose, and products take loose operands. */
typedef struct { lanes limb[10]; } number;

#define BITS(i) ((i) & 1 ? 25 : 26)
#define MASK(i) ((1u << BITS(i)) - 1)

void add(number *sum, const number *a, const number *b);
void subtract(number *difference, const number *a, const number *b);
void multiply(number *product, const number *a, const number *b);
/* times times in a row; times > 0. */
void square(number *result, const number *a, int times);
void constant(number *result, const u32 limbs[10]);
/* a where the mask is all ones, b where it is zero. */
void choose(number *result, lanes mask, const number *a, const number *b);
void negateWhere(number *a, lanes mask);
/* All ones where the least non-negative residue is odd, or zero. */
lanes isNegative(const number *a);
lanes isZero(const number *a);
/* The root of u/v that is not negative, or of sqrt(-1) u/v; all ones where it is the first (RFC 9496, section 4.2). */
lanes squareRootOfRatio(number *root, const number *u, const number *v);
/* Four numbers of 32 bytes, `stride` bytes apart; the top bit is not read. */
void load(number *result, const u8 *bytes, u32 stride);
/* The least non-negative residues, 32 bytes each. */
void store(u8 *bytes, const number *a);

extern const u32 SQRT_M1[10];
extern const u32 ONE[10];

#endif
