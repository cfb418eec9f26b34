/* ristretto255 (RFC 9496) over the twisted Edwards curve -x^2 + y^2 = 1 + d x^2 y^2, two elements at a time. */
#ifndef GROUP_H
#define GROUP_H
#include "field.h"

typedef struct {
  fe x, y, z, t;
} point;

/* What an addition reads of its second operand. */
typedef struct {
  fe sum, difference, t2d, z2;
} addend;

/* How many elements one call takes at most; always an even number. */
#define BATCH 256
#define DIGITS 64
#define BASES 2

void twice(point *r, const point *a);
void plus(point *r, const point *a, const addend *b);
addend addendOf(const point *a);
void identity(point *r);
/* -a */
void turned(point *r, const point *a);
/* Where a is one of the four points that stand for the identity. */
lanes isIdentity(const point *a);
/* Each lane by the digits of a scalar of its own. */
void multiply(point *r, const point *a, const int8_t *first, const int8_t *second);
/* From encodings of 32 bytes each; the mask tells where they are canonical encodings of an element. */
lanes decode(point *r, const u8 *first, const u8 *second);
/* The map of section 4.3.4 from 64 uniform bytes. */
void mapTo(point *r, const u8 *first, const u8 *second);
/* Writes the encodings of 2a for so many pairs. */
void encodeDoubles(u8 *to, const point *a, u32 pairs);
/* Makes the table of one of BASES elements (that of the first lane), for products with it. */
void prepareBase(u32 base, const point *a);
void multiplyBase(point *r, u32 base, const int8_t *first, const int8_t *second);

#endif
