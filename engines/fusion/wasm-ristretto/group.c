#include "group.h"

static const double sqrtM1[5] = {-533094393274192, 234908883556510, -18285341111200, -134597186663265, 765476049583134};
static const double d[5] = {929955233495222, 466365720129213, -589740348686295, -217950738957124, -809005158844672};
static const double d2[5] = {-391889346694823, 932731440258427, 1072319116312658, -435901477914249, 633789495995904};
static const double invSqrtAMinusD[5] = {278908739862781, 821645201101625, 8113234426968, -473840635492097, -133279003116800};
static const double sqrtADMinus1[5] = {-10306688700901, 425987919032275, -44770894383560, -1031309182999399, 974799131293749};
static const double oneMinusDSq[5] = {-1115172884201098, -253249414103984, 496427632559749, 118527312129759, 45110755273534};
static const double dMinus1Sq[5] = {-744737582789325, -679482026154442, 683053064812841, 317374165784489, -678900251269438};

/* Hisil et al., "Twisted Edwards curves revisited", ASIACRYPT 2008, section 3.3, without T of the operand. */
static inline void doubled(point *r, const point *a, int wantsT) {
  fe xx, yy, zz, e, y2 = scaled(&a->y, -2);
  sqr(&xx, &a->x);
  sqr(&yy, &a->y);
  sqr(&zz, &a->z);
  mul(&e, &a->x, &y2);
  fe h = add(&xx, &yy), g = sub(&xx, &yy), zz2 = add(&zz, &zz), f = add(&zz2, &g);
  f = carried(&f);
  g = carried(&g);
  mul(&r->x, &e, &f);
  mul(&r->y, &g, &h);
  mul(&r->z, &f, &g);
  if (wantsT) mul(&r->t, &e, &h);
}

void twice(point *r, const point *a) { doubled(r, a, 1); }

/* The same, section 3.1: complete, so neither the identity nor equal operands are a case of their own. */
void plus(point *r, const point *a, const addend *b) {
  fe low = sub(&a->y, &a->x), up = add(&a->y, &a->x), aa, bb, cc, dd;
  mul(&aa, &low, &b->difference);
  mul(&bb, &up, &b->sum);
  mul(&cc, &a->t, &b->t2d);
  mul(&dd, &a->z, &b->z2);
  fe e = sub(&bb, &aa), f = sub(&dd, &cc), g = add(&dd, &cc), h = add(&bb, &aa);
  e = carried(&e);
  g = carried(&g);
  mul(&r->x, &e, &f);
  mul(&r->y, &g, &h);
  mul(&r->z, &f, &g);
  mul(&r->t, &e, &h);
}

addend addendOf(const point *a) {
  addend r = {add(&a->y, &a->x), sub(&a->y, &a->x), .z2 = add(&a->z, &a->z)};
  r.sum = carried(&r.sum);
  r.difference = carried(&r.difference);
  r.z2 = carried(&r.z2);
  fe k = constant(d2);
  mul(&r.t2d, &a->t, &k);
  return r;
}

void turned(point *r, const point *a) {
  *r = *a;
  r->x = negated(wasm_i64x2_splat(-1), &a->x);
  r->t = negated(wasm_i64x2_splat(-1), &a->t);
}

lanes isIdentity(const point *a) { return wasm_v128_or(isZero(&a->x), isZero(&a->y)); }

void identity(point *r) {
  r->x = small(0);
  r->y = small(1);
  r->z = small(1);
  r->t = small(0);
}

/* Mask of where |digit| is k, in each lane. */
static inline lanes isSize(lanes size, int k) { return wasm_i64x2_eq(size, wasm_i64x2_splat(k)); }

static inline fe kept(lanes mask, const fe *a) {
  fe r;
  for (int i = 0; i < 5; i++) r.limb[i] = wasm_v128_and(mask, a->limb[i]);
  return r;
}

/* Masks are all ones or zeros, for which relaxed selection is the same everywhere. */
static inline void join(fe *r, lanes mask, const fe *a) {
  for (int i = 0; i < 5; i++) r->limb[i] = wasm_i64x2_relaxed_laneselect(a->limb[i], r->limb[i], mask);
}

static inline addend neutral(lanes mask) {
  fe one = small(1), two = small(2);
  addend r = {kept(mask, &one), kept(mask, &one), small(0), kept(mask, &two)};
  return r;
}

static inline void turn(addend *a, lanes negative) {
  fe sum = pick(negative, &a->difference, &a->sum);
  a->difference = pick(negative, &a->sum, &a->difference);
  a->sum = sum;
  a->t2d = negated(negative, &a->t2d);
}

/* For each lane's digit the entry |digit| of the identity and eight multiples, negated where the digit is: every entry is read. */
static addend chosen(const addend table[8], int first, int second) {
  lanes digit = wasm_i64x2_make(first, second), size = wasm_i64x2_abs(digit);
  addend r = neutral(isSize(size, 0));
  for (int k = 0; k < 8; k++) {
    lanes mask = isSize(size, k + 1);
    join(&r.sum, mask, &table[k].sum);
    join(&r.difference, mask, &table[k].difference);
    join(&r.t2d, mask, &table[k].t2d);
    join(&r.z2, mask, &table[k].z2);
  }
  turn(&r, wasm_i64x2_lt(digit, wasm_i64x2_splat(0)));
  return r;
}

/* Signed digits in radix 16, of a scalar for each element. */
void multiply(point *r, const point *a, const int8_t *first, const int8_t *second) {
  addend table[8];
  point sum = *a;
  table[0] = addendOf(a);
  for (int k = 1; k < 8; k++) {
    plus(&sum, &sum, &table[0]);
    table[k] = addendOf(&sum);
  }
  identity(&sum);
  for (int place = DIGITS - 1; place >= 0; place--) {
    for (int k = 0; k < 4; k++) doubled(&sum, &sum, k == 3);
    addend one = chosen(table, first[place], second[place]);
    plus(&sum, &sum, &one);
  }
  *r = sum;
}

/* SQRT_RATIO_M1 of section 4.2: what its power is made of, and what is made of the power. */
static fe rootBase(fe *v3, const fe *u, const fe *v) {
  fe t;
  sqr(&t, v);
  mul(v3, &t, v);
  sqr(&t, v3);
  mul(&t, &t, v);
  mul(&t, &t, u);
  return t;
}

static lanes rootOf(fe *r, const fe *u, const fe *v, const fe *v3, const fe *power) {
  fe t, check, i = constant(sqrtM1), turned, minusU = negated(wasm_i64x2_splat(-1), u);
  mul(&t, power, v3);
  mul(r, &t, u);
  sqr(&t, r);
  mul(&check, &t, v);
  mul(&turned, &minusU, &i);
  lanes correct = isEqual(&check, u), flipped = isEqual(&check, &minusU), flippedI = isEqual(&check, &turned);
  mul(&t, r, &i);
  *r = pick(wasm_v128_or(flipped, flippedI), &t, r);
  *r = negated(isNegative(r), r);
  return wasm_v128_or(correct, flipped);
}

static lanes sqrtRatio(fe *r, const fe *u, const fe *v) {
  fe v3, t = rootBase(&v3, u, v);
  power58(&t);
  return rootOf(r, u, v, &v3, &t);
}

/* Section 4.3.1. */
lanes decode(point *r, const u8 *first, const u8 *second) {
  fe s, ss, one = small(1), k = constant(d), t, u1, u2, u2s, v, root, x, y;
  lanes good = fromBytes(&s, first, second);
  sqr(&ss, &s);
  u1 = sub(&one, &ss);
  u2 = add(&one, &ss);
  u1 = carried(&u1);
  u2 = carried(&u2);
  sqr(&u2s, &u2);
  sqr(&t, &u1);
  mul(&t, &t, &k);
  v = add(&t, &u2s);
  v = negated(wasm_i64x2_splat(-1), &v);
  v = carried(&v);
  mul(&t, &v, &u2s);
  lanes square = sqrtRatio(&root, &one, &t);
  mul(&x, &root, &u2);
  mul(&y, &root, &x);
  mul(&y, &y, &v);
  fe s2 = add(&s, &s);
  mul(&x, &s2, &x);
  x = negated(isNegative(&x), &x);
  mul(&y, &u1, &y);
  mul(&t, &x, &y);
  r->x = x;
  r->y = y;
  r->z = one;
  r->t = t;
  lanes refused = wasm_v128_or(isNegative(&t), isZero(&y));
  return wasm_v128_andnot(wasm_v128_and(good, square), refused);
}

/* MAP of section 4.3.4, before its power and after. */
typedef struct {
  fe t, x, u, v, v3;
} halfMapped;

static fe beginMap(halfMapped *m, const u8 *first, const u8 *second) {
  fe one = small(1), i = constant(sqrtM1), k = constant(d), squared;
  fromBytes(&m->t, first, second);
  sqr(&squared, &m->t);
  mul(&m->x, &squared, &i);
  fe plusOne = add(&m->x, &one), ratio = constant(oneMinusDSq);
  mul(&m->u, &plusOne, &ratio);
  fe xd;
  mul(&xd, &m->x, &k);
  fe left = add(&one, &xd), right = add(&m->x, &k);
  left = negated(wasm_i64x2_splat(-1), &left);
  right = carried(&right);
  mul(&m->v, &left, &right);
  return rootBase(&m->v3, &m->u, &m->v);
}

static void finishMap(point *r, const halfMapped *m, const fe *power) {
  fe s, other, c, n, one = small(1);
  lanes square = rootOf(&s, &m->u, &m->v, &m->v3, power);
  mul(&other, &s, &m->t);
  other = negated(wasm_v128_not(isNegative(&other)), &other);
  s = pick(square, &s, &other);
  fe minusOne = small(-1);
  c = pick(square, &minusOne, &m->x);
  fe minus = sub(&m->x, &one), factor = constant(dMinus1Sq);
  mul(&n, &c, &minus);
  mul(&n, &n, &factor);
  n = sub(&n, &m->v);
  fe ss, root = constant(sqrtADMinus1), w0, w1, s2 = add(&s, &s);
  sqr(&ss, &s);
  mul(&w0, &s2, &m->v);
  mul(&w1, &n, &root);
  fe w2 = sub(&one, &ss), w3 = add(&one, &ss);
  mul(&r->x, &w0, &w3);
  mul(&r->y, &w2, &w1);
  mul(&r->z, &w1, &w3);
  mul(&r->t, &w0, &w2);
}

void mapTo(point *r, const u8 *first, const u8 *second) {
  halfMapped halves[2];
  fe powers[2];
  point a, b;
  for (int half = 0; half < 2; half++) powers[half] = beginMap(halves + half, first + 32 * half, second + 32 * half);
  powers58(powers);
  finishMap(&a, halves, powers);
  finishMap(&b, halves + 1, powers + 1);
  addend other = addendOf(&b);
  plus(r, &a, &other);
}

/* Of 2a = (ef : gh : fg : eh), from a: the square root that section 4.3.2 needs of it follows from these without a power. */
typedef struct {
  fe e, f, g, h, eg, fh, own, product;
  lanes none; /* where 2a is the identity, which has no inverse and is encoded as zero */
} unfinished;

static unfinished states[BATCH / 2];

static void begin(unfinished *s, const point *a, const fe *before) {
  fe xx, yy, zz, tt, k = constant(d), y2 = add(&a->y, &a->y);
  sqr(&xx, &a->x);
  sqr(&yy, &a->y);
  sqr(&zz, &a->z);
  sqr(&tt, &a->t);
  mul(&tt, &tt, &k);
  mul(&s->e, &a->x, &y2);
  s->f = add(&zz, &tt);
  s->g = add(&yy, &xx);
  s->h = sub(&zz, &tt);
  s->f = carried(&s->f);
  s->g = carried(&s->g);
  mul(&s->eg, &s->e, &s->g);
  mul(&s->fh, &s->f, &s->h);
  mul(&s->own, &s->eg, &s->fh);
  s->none = isZero(&s->own);
  fe one = small(1);
  s->own = pick(s->none, &one, &s->own);
  mul(&s->product, &s->own, before);
}

static void finish(u8 *to, const unfinished *s, const fe *inverted) {
  fe z, t, e = s->e, g = s->g, h = s->h, i = constant(sqrtM1), magic = constant(invSqrtAMinusD), x;
  mul(&z, &s->eg, inverted);
  mul(&t, &s->fh, inverted);
  mul(&x, &s->eg, &z);
  lanes rotates = isNegative(&x);
  fe rotated = negated(wasm_i64x2_splat(-1), &e);
  mul(&x, &s->f, &i);
  e = pick(rotates, &g, &e);
  g = pick(rotates, &rotated, &g);
  h = pick(rotates, &x, &h);
  magic = pick(rotates, &i, &magic);
  mul(&x, &h, &e);
  mul(&x, &x, &z);
  g = negated(isNegative(&x), &g);
  mul(&t, &g, &t);
  mul(&t, &t, &magic);
  x = sub(&h, &g);
  x = carried(&x);
  mul(&x, &x, &t);
  x = negated(isNegative(&x), &x);
  toBytes(to, to + 32, &x);
}

/* One inversion for all (Montgomery's trick). */
void encodeDoubles(u8 *to, const point *a, u32 pairs) {
  fe before = small(1), rest, own;
  for (u32 k = 0; k < pairs; k++) {
    begin(states + k, a + k, &before);
    before = states[k].product;
  }
  inverse(&rest, &before);
  for (u32 k = pairs; k-- > 0;) {
    own = rest;
    if (k > 0) mul(&own, &rest, &states[k - 1].product);
    own = kept(wasm_v128_not(states[k].none), &own);
    mul(&rest, &rest, &states[k].own);
    finish(to + 64 * k, states + k, &own);
  }
}

/* Multiples of one element for each of 32 bytes of a scalar: entry k of place i is (k + 1) 256^i times it. One number a limb. */
typedef struct {
  double limbs[4][5];
} entry;

static entry tables[BASES][DIGITS / 2][8];

static void store(entry *to, const addend *a) {
  const fe *parts[4] = {&a->sum, &a->difference, &a->t2d, &a->z2};
  for (int part = 0; part < 4; part++)
    for (int i = 0; i < 5; i++) to->limbs[part][i] = wasm_f64x2_extract_lane(parts[part]->limb[i], 0);
}

void prepareBase(u32 base, const point *a) {
  point unit = *a;
  for (int place = 0; place < DIGITS / 2; place++) {
    point multiple = unit;
    addend one = addendOf(&unit);
    for (int k = 0; k < 8; k++) {
      if (k > 0) plus(&multiple, &multiple, &one);
      addend next = addendOf(&multiple);
      store(&tables[base][place][k], &next);
    }
    for (int k = 0; k < 8; k++) twice(&unit, &unit);
  }
}

static inline void joinSplat(fe *r, lanes mask, const double *limbs) {
  for (int i = 0; i < 5; i++) r->limb[i] = wasm_i64x2_relaxed_laneselect(wasm_v128_load64_splat(limbs + i), r->limb[i], mask);
}

/* As `chosen`, with a digit of its own for each lane. */
static addend chosenOf(const entry row[8], int first, int second) {
  lanes digit = wasm_i64x2_make(first, second), negative = wasm_i64x2_lt(digit, wasm_i64x2_splat(0)), size = wasm_i64x2_abs(digit);
  addend r = neutral(isSize(size, 0));
  for (int k = 0; k < 8; k++) {
    lanes mask = isSize(size, k + 1);
    joinSplat(&r.sum, mask, row[k].limbs[0]);
    joinSplat(&r.difference, mask, row[k].limbs[1]);
    joinSplat(&r.t2d, mask, row[k].limbs[2]);
    joinSplat(&r.z2, mask, row[k].limbs[3]);
  }
  turn(&r, negative);
  return r;
}

static void addRow(point *r, const entry row[8], const int8_t *first, const int8_t *second) {
  addend one = chosenOf(row, *first, *second);
  plus(r, r, &one);
}

/* Odd digits first, sixteen times their sum, then the even ones. */
void multiplyBase(point *r, u32 base, const int8_t *first, const int8_t *second) {
  identity(r);
  for (int place = 0; place < DIGITS / 2; place++) addRow(r, tables[base][place], first + 2 * place + 1, second + 2 * place + 1);
  for (int k = 0; k < 4; k++) twice(r, r);
  for (int place = 0; place < DIGITS / 2; place++) addRow(r, tables[base][place], first + 2 * place, second + 2 * place);
}
