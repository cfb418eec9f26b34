/* Elements of GF(2^255 - 19), two at a time, one in each lane. An element is five numbers in radix 2^51 that are kept as
   doubles: fused multiply-add gives both halves of a product of two of them exactly, which 64-bit integers of WebAssembly do not.
   A "carried" number lies within 2^50 + 2^14 of zero, as products do. Two factors' numbers multiplied must stay below 2^102:
   one of them may be a sum of up to three carried elements, not both. */
#ifndef FIELD_H
#define FIELD_H
#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name)))

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;
typedef v128_t lanes; /* two doubles, two 64-bit words, or a mask a lane */

typedef struct {
  lanes limb[5];
} fe;

static inline fe add(const fe *a, const fe *b) {
  fe r;
  for (int i = 0; i < 5; i++) r.limb[i] = wasm_f64x2_add(a->limb[i], b->limb[i]);
  return r;
}

static inline fe sub(const fe *a, const fe *b) {
  fe r;
  for (int i = 0; i < 5; i++) r.limb[i] = wasm_f64x2_sub(a->limb[i], b->limb[i]);
  return r;
}

/* `a` in lanes whose mask is set, else `b`. */
static inline fe pick(lanes mask, const fe *a, const fe *b) {
  fe r;
  for (int i = 0; i < 5; i++) r.limb[i] = wasm_v128_bitselect(a->limb[i], b->limb[i], mask);
  return r;
}

static inline fe negated(lanes mask, const fe *a) {
  lanes sign = wasm_v128_and(mask, wasm_i64x2_splat((int64_t)0x8000000000000000));
  fe r;
  for (int i = 0; i < 5; i++) r.limb[i] = wasm_v128_xor(a->limb[i], sign);
  return r;
}

static inline fe carried(const fe *a) {
  lanes round = wasm_f64x2_splat(0x1.8p103), carry[5];
  for (int i = 0; i < 5; i++) carry[i] = wasm_f64x2_sub(wasm_f64x2_add(a->limb[i], round), round);
  fe r;
  for (int i = 0; i < 5; i++) {
    lanes part = wasm_f64x2_splat(i > 0 ? 0x1p-51 : 19 * 0x1p-51);
    r.limb[i] = wasm_f64x2_relaxed_madd(carry[(i + 4) % 5], part, wasm_f64x2_sub(a->limb[i], carry[i]));
  }
  return r;
}

static inline fe scaled(const fe *a, double by) {
  fe r;
  for (int i = 0; i < 5; i++) r.limb[i] = wasm_f64x2_mul(a->limb[i], wasm_f64x2_splat(by));
  return r;
}

/* Each lane's number in the other one. */
static inline fe swapped(const fe *a) {
  fe r;
  for (int i = 0; i < 5; i++) r.limb[i] = wasm_i64x2_shuffle(a->limb[i], a->limb[i], 1, 0);
  return r;
}

static inline fe small(double value) {
  fe r = {{wasm_f64x2_splat(value)}};
  for (int i = 1; i < 5; i++) r.limb[i] = wasm_f64x2_splat(0);
  return r;
}

static inline fe constant(const double limbs[5]) {
  fe r;
  for (int i = 0; i < 5; i++) r.limb[i] = wasm_f64x2_splat(limbs[i]);
  return r;
}

void mul(fe *r, const fe *a, const fe *b);
void sqr(fe *r, const fe *a);
void inverse(fe *r, const fe *a);
/* a^((p - 5) / 8), of two at once as well. */
void power58(fe *a);
void powers58(fe pair[2]);

/* The canonical integers below p, 51 bits a limb. */
void canonical(u64 to[2][5], const fe *a);
lanes isNegative(const fe *a);
lanes isEqual(const fe *a, const fe *b);
lanes isZero(const fe *a);

/* Both lanes from 32 bytes each; returns in each lane whether it is the canonical encoding of a non-negative element. */
lanes fromBytes(fe *r, const u8 *first, const u8 *second);
void toBytes(u8 *first, u8 *second, const fe *a);

#endif
