/* The map to ristretto255 and the multiplication by one secret scalar, four elements at a time (RFC 9496). What is done, and
   where memory is read, depends on the number of elements alone. */
#include "lanes.h"

static const u32 D[10] = {56195235, 13857412, 51736253, 6949390, 114729, 24766616, 60832955, 30306712, 48412415, 21499315};
static const u32 TWICE_D[10] = {45281625, 27714825, 36363642, 13898781, 229458, 15978800, 54557047, 27058993, 29715967, 9444199};
static const u32 SQRT_AD_MINUS_ONE[10] = {24849947, 33400850, 43495378, 6347714, 46036536, 32887293, 41837720, 18186727, 66238516, 14525638};
static const u32 INVSQRT_A_MINUS_D[10] = {6111466, 4156064, 39310137, 12243467, 41204824, 120896, 20826367, 26493656, 6093567, 31568420};
static const u32 ONE_MINUS_D_SQ[10] = {6275446, 16937061, 44170319, 29780721, 11667076, 7397348, 39186143, 1766194, 42675006, 672202};
static const u32 D_MINUS_ONE_SQ[10] = {15551776, 22456977, 53683765, 23429360, 55212328, 10178283, 40474537, 4729243, 61826754, 23438029};

/* x = X/Z, y = Y/Z, xy = T/Z. */
typedef struct { number x, y, z, t; } point;
/* y + x, y - x, z, 2d t: a point that is added more than once. */
typedef struct { number sum, difference, z, t; } addend;
/* A point as two ratios: x = x/z, y = y/t. */
typedef struct { number x, y, z, t; } ratios;

static void toAddend(addend *to, const point *p) {
  number twiceD;
  constant(&twiceD, TWICE_D);
  add(&to->sum, &p->y, &p->x);
  subtract(&to->difference, &p->y, &p->x);
  to->z = p->z;
  multiply(&to->t, &p->t, &twiceD);
}

static void toPoint(point *to, const ratios *r) {
  multiply(&to->x, &r->x, &r->t);
  multiply(&to->y, &r->y, &r->z);
  multiply(&to->z, &r->z, &r->t);
  multiply(&to->t, &r->x, &r->y);
}

/* Hisil, Wong, Carter, Dawson 2008, section 3.1, with a = -1. */
static void addPoints(point *sum, const point *p, const addend *q) {
  number a, b, c, d;
  ratios r;
  subtract(&a, &p->y, &p->x);
  multiply(&a, &a, &q->difference);
  add(&b, &p->y, &p->x);
  multiply(&b, &b, &q->sum);
  multiply(&c, &p->t, &q->t);
  multiply(&d, &p->z, &q->z);
  add(&d, &d, &d);
  subtract(&r.x, &b, &a);
  add(&r.y, &b, &a);
  add(&r.z, &d, &c);
  subtract(&r.t, &d, &c);
  toPoint(sum, &r);
}

/* Section 3.3 of the same. Only an addition that follows needs t. */
static void doublePoint(point *p, int wantsT) {
  number a, b, c, d;
  ratios r;
  square(&a, &p->x, 1);
  square(&b, &p->y, 1);
  square(&c, &p->z, 1);
  add(&c, &c, &c);
  add(&d, &p->x, &p->y);
  square(&d, &d, 1);
  add(&r.y, &b, &a);
  subtract(&r.z, &b, &a);
  subtract(&r.x, &d, &r.y);
  subtract(&r.t, &c, &r.z);
  multiply(&p->x, &r.x, &r.t);
  multiply(&p->y, &r.y, &r.z);
  multiply(&p->z, &r.z, &r.t);
  if (wantsT) multiply(&p->t, &r.x, &r.y);
}

/* MAP of RFC 9496, section 4.3.4. */
static void mapped(point *p, const u8 *bytes, u32 stride) {
  number t, r, u, v, s, other, c, n, one, minusOne, k, zero = {0};
  load(&t, bytes, stride);
  constant(&one, ONE);
  subtract(&minusOne, &zero, &one);
  square(&r, &t, 1);
  constant(&k, SQRT_M1);
  multiply(&r, &r, &k);
  add(&u, &r, &one);
  constant(&k, ONE_MINUS_D_SQ);
  multiply(&u, &u, &k);
  constant(&k, D);
  multiply(&v, &r, &k);
  subtract(&v, &minusOne, &v);
  add(&other, &r, &k);
  multiply(&v, &v, &other);
  lanes isSquare = squareRootOfRatio(&s, &u, &v);
  multiply(&other, &s, &t);
  negateWhere(&other, wasm_v128_not(isNegative(&other)));
  choose(&s, isSquare, &s, &other);
  choose(&c, isSquare, &minusOne, &r);
  subtract(&n, &r, &one);
  multiply(&n, &n, &c);
  constant(&k, D_MINUS_ONE_SQ);
  multiply(&n, &n, &k);
  subtract(&n, &n, &v);
  ratios w;
  add(&w.x, &s, &s);
  multiply(&w.x, &w.x, &v);
  constant(&k, SQRT_AD_MINUS_ONE);
  multiply(&w.z, &n, &k);
  square(&s, &s, 1);
  subtract(&w.y, &one, &s);
  add(&w.t, &one, &s);
  toPoint(p, &w);
}

/* Encode of RFC 9496, section 4.3.2. */
static void encode(u8 *bytes, const point *p) {
  number u1, u2, root, den1, den2, inverse, x, y, k, one;
  constant(&one, ONE);
  add(&u1, &p->z, &p->y);
  subtract(&u2, &p->z, &p->y);
  multiply(&u1, &u1, &u2);
  multiply(&u2, &p->x, &p->y);
  square(&root, &u2, 1);
  multiply(&root, &root, &u1);
  squareRootOfRatio(&root, &one, &root);
  multiply(&den1, &root, &u1);
  multiply(&den2, &root, &u2);
  multiply(&inverse, &den1, &den2);
  multiply(&inverse, &inverse, &p->t);
  constant(&k, INVSQRT_A_MINUS_D);
  multiply(&den1, &den1, &k);
  multiply(&k, &p->t, &inverse);
  lanes rotates = isNegative(&k);
  constant(&k, SQRT_M1);
  multiply(&x, &p->y, &k);
  multiply(&y, &p->x, &k);
  choose(&x, rotates, &x, &p->x);
  choose(&y, rotates, &y, &p->y);
  choose(&den2, rotates, &den1, &den2);
  multiply(&k, &x, &inverse);
  negateWhere(&y, isNegative(&k));
  subtract(&k, &p->z, &y);
  multiply(&k, &k, &den2);
  negateWhere(&k, isNegative(&k));
  store(bytes, &k);
}

enum { digits = 64, multiples = 8 };

/* A scalar below 2^253 as digits of -8 ... 8 to the base 16. */
static void recode(int8_t *to, const u8 *scalar) {
  for (int i = 0; i < digits; i++) to[i] = (int8_t)((scalar[i >> 1] >> (4 * (i & 1))) & 15);
  int carry = 0;
  for (int i = 0; i < digits - 1; i++) {
    int digit = to[i] + carry;
    carry = (digit + 8) >> 4;
    to[i] = (int8_t)(digit - (carry << 4));
  }
  to[digits - 1] = (int8_t)(to[digits - 1] + carry);
}

/* digit times the point whose multiples 1 ... 8 the table has; all of them are read. */
static void selected(addend *to, const addend *table, int digit) {
  lanes negative = wasm_i32x4_splat(digit >> 31);
  int size = (digit ^ (digit >> 31)) - (digit >> 31);
  number zero = {0}, negated;
  constant(&to->sum, ONE);
  to->difference = to->sum;
  to->z = to->sum;
  to->t = zero;
  for (int k = 0; k < multiples; k++) {
    lanes mask = wasm_i32x4_eq(wasm_i32x4_splat(size), wasm_i32x4_splat(k + 1));
    choose(&to->sum, mask, &table[k].sum, &to->sum);
    choose(&to->difference, mask, &table[k].difference, &to->difference);
    choose(&to->z, mask, &table[k].z, &to->z);
    choose(&to->t, mask, &table[k].t, &to->t);
  }
  number sum = to->sum;
  choose(&to->sum, negative, &to->difference, &sum);
  choose(&to->difference, negative, &sum, &to->difference);
  subtract(&negated, &zero, &to->t);
  choose(&to->t, negative, &negated, &to->t);
}

static void scaled(point *p, const int8_t *scalar) {
  addend table[multiples], one;
  point multiple = *p;
  number zero = {0};
  toAddend(&table[0], p);
  for (int k = 1; k < multiples; k++) {
    addPoints(&multiple, &multiple, &table[0]);
    toAddend(&table[k], &multiple);
  }
  p->x = zero;
  constant(&p->y, ONE);
  p->z = p->y;
  p->t = zero;
  for (int i = digits - 1; i >= 0; i--) {
    if (i < digits - 1)
      for (int k = 0; k < 4; k++) doublePoint(p, k == 3);
    selected(&one, table, scalar[i]);
    addPoints(p, p, &one);
  }
}

/* For each 64 uniform bytes the element they map to, times the scalar: 32 bytes. `count` is a multiple of four. */
EXPORT(mapAndMultiply) void mapAndMultiply(u8 *elements, const u8 *uniform, u32 count, const u8 *scalar) {
  int8_t recoded[digits];
  recode(recoded, scalar);
  for (u32 i = 0; i < count; i += 4) {
    point p, q;
    addend second;
    mapped(&p, uniform + 64 * i, 64);
    mapped(&q, uniform + 64 * i + 32, 64);
    toAddend(&second, &q);
    addPoints(&p, &p, &second);
    scaled(&p, recoded);
    encode(elements + 32 * i, &p);
  }
}
