/* BLAKE3 (O'Connor, Aumasson, Neves, Wilcox-O'Hearn 2020), keyed mode, of messages of one block, four at a time. */
#include "common.h"

#define ADD(a, b) wasm_i32x4_add(a, b)
/* A value that the compiler does not know. */
#define OPAQUE(value)                 \
  ({                                  \
    block kept = value;               \
    __asm__("" : "+r"(kept));         \
    kept;                             \
  })
#define SPLAT(x) wasm_i32x4_splat((int)(x))
/* Where bytes come from, in registers: engines make a constant shuffle's anew each time, which takes four instructions more. Relaxed
   or not, places below 16 mean the same. */
#define ROTATIONS                                                                                     \
  block by16 = OPAQUE(wasm_i8x16_const(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)),        \
        by8 = OPAQUE(wasm_i8x16_const(1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12))
#define ROR16(v) wasm_i8x16_relaxed_swizzle(v, by16)
#define ROR8(v) wasm_i8x16_relaxed_swizzle(v, by8)
#define ROR(v, n) wasm_v128_or(wasm_u32x4_shr(v, n), wasm_i32x4_shl(v, 32 - (n)))

/* CHUNK_START | CHUNK_END | ROOT | KEYED_HASH */
#define FLAGS 27

#define MIX(a, b, c, d, x, y) \
  a = ADD(ADD(a, b), x); d = ROR16(XOR(d, a)); c = ADD(c, d); b = ROR(XOR(b, c), 12); \
  a = ADD(ADD(a, b), y); d = ROR8(XOR(d, a)); c = ADD(c, d); b = ROR(XOR(b, c), 7);

#define ROUND(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) \
  MIX(v0, v4, v8, v12, w[a], w[b]) MIX(v1, v5, v9, v13, w[c], w[d]) \
  MIX(v2, v6, v10, v14, w[e], w[f]) MIX(v3, v7, v11, v15, w[g], w[h]) \
  MIX(v0, v5, v10, v15, w[i], w[j]) MIX(v1, v6, v11, v12, w[k], w[l]) \
  MIX(v2, v7, v8, v13, w[m], w[n]) MIX(v3, v4, v9, v14, w[o], w[p])

#define ROUNDS \
  ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) \
  ROUND(2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8) \
  ROUND(3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1) \
  ROUND(10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6) \
  ROUND(12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4) \
  ROUND(9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7) \
  ROUND(11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13)

static inline void transpose(block *a, block *b, block *c, block *d) {
  block low0 = wasm_i32x4_shuffle(*a, *b, 0, 4, 1, 5), high0 = wasm_i32x4_shuffle(*a, *b, 2, 6, 3, 7);
  block low1 = wasm_i32x4_shuffle(*c, *d, 0, 4, 1, 5), high1 = wasm_i32x4_shuffle(*c, *d, 2, 6, 3, 7);
  *a = wasm_i64x2_shuffle(low0, low1, 0, 2);
  *b = wasm_i64x2_shuffle(low0, low1, 1, 3);
  *c = wasm_i64x2_shuffle(high0, high1, 0, 2);
  *d = wasm_i64x2_shuffle(high0, high1, 1, 3);
}

static inline void put(u8 *at, block a, block b, block c, block d) {
  transpose(&a, &b, &c, &d);
  STORE(at, a);
  STORE(at + 64, b);
  STORE(at + 128, c);
  STORE(at + 192, d);
}

/* Replaces each 64-byte message by 64 bytes of output. `count` is a multiple of 4; unused bytes of a message are zero.
   Lengths come from `lengths`, or are all `length` where that is no address. */
EXPORT(blake3) void blake3(u8 *messages, u32 count, const u8 *lengths, u32 length, const u32 *key) {
  ROTATIONS;
  for (u32 first = 0; first < count; first += 4) {
    u8 *at = messages + (u64)first * 64;
    block w[16];
    for (int k = 0; k < 4; k++) {
      for (int lane = 0; lane < 4; lane++) w[4 * k + lane] = LOAD(at + 64 * lane + 16 * k);
      transpose(&w[4 * k], &w[4 * k + 1], &w[4 * k + 2], &w[4 * k + 3]);
    }
    const u8 *l = lengths + first;
    block v0 = SPLAT(key[0]), v1 = SPLAT(key[1]), v2 = SPLAT(key[2]), v3 = SPLAT(key[3]);
    block v4 = SPLAT(key[4]), v5 = SPLAT(key[5]), v6 = SPLAT(key[6]), v7 = SPLAT(key[7]);
    block v8 = SPLAT(0x6A09E667), v9 = SPLAT(0xBB67AE85), v10 = SPLAT(0x3C6EF372), v11 = SPLAT(0xA54FF53A);
    block v12 = ZERO, v13 = ZERO, v15 = SPLAT(FLAGS);
    block v14 = lengths ? wasm_i32x4_make(l[0], l[1], l[2], l[3]) : SPLAT(length);
    ROUNDS
    put(at, XOR(v0, v8), XOR(v1, v9), XOR(v2, v10), XOR(v3, v11));
    put(at + 16, XOR(v4, v12), XOR(v5, v13), XOR(v6, v14), XOR(v7, v15));
    put(at + 32, XOR(v8, SPLAT(key[0])), XOR(v9, SPLAT(key[1])), XOR(v10, SPLAT(key[2])), XOR(v11, SPLAT(key[3])));
    put(at + 48, XOR(v12, SPLAT(key[4])), XOR(v13, SPLAT(key[5])), XOR(v14, SPLAT(key[6])), XOR(v15, SPLAT(key[7])));
  }
}

static inline void add(u8 *at, block keep, block a, block b, block c, block d) {
  transpose(&a, &b, &c, &d);
  STORE(at, XOR(a, AND(LOAD(at), keep)));
  STORE(at + 64, XOR(b, AND(LOAD(at + 64), keep)));
  STORE(at + 128, XOR(c, AND(LOAD(at + 128), keep)));
  STORE(at + 192, XOR(d, AND(LOAD(at + 192), keep)));
}

/* To each of `columns`, `stride` bytes apart, `blocks` blocks of 64 bytes of its own stream from block `first` on: the extended output
   of the empty message under the column's key. They are added to what stands there where `adding`. `blocks` is a multiple of 4. */
EXPORT(keystreams) void keystreams(u8 *to, u32 stride, u32 columns, const u32 *keys, u32 first, u32 blocks, u32 adding) {
  ROTATIONS;
  block keep = wasm_i64x2_splat(0 - (int64_t)(adding != 0));
  for (u32 column = 0; column < columns; column++, to += stride, keys += 8) {
    block w[16];
    for (int k = 0; k < 16; k++) w[k] = ZERO;
    for (u32 next = 0; next < blocks; next += 4) {
      u8 *at = to + next * 64;
      u32 n = first + next;
      block v0 = SPLAT(keys[0]), v1 = SPLAT(keys[1]), v2 = SPLAT(keys[2]), v3 = SPLAT(keys[3]);
      block v4 = SPLAT(keys[4]), v5 = SPLAT(keys[5]), v6 = SPLAT(keys[6]), v7 = SPLAT(keys[7]);
      block v8 = SPLAT(0x6A09E667), v9 = SPLAT(0xBB67AE85), v10 = SPLAT(0x3C6EF372), v11 = SPLAT(0xA54FF53A);
      block v12 = wasm_i32x4_make((int)n, (int)(n + 1), (int)(n + 2), (int)(n + 3)), v13 = ZERO, v14 = ZERO, v15 = SPLAT(FLAGS);
      ROUNDS
      add(at, keep, XOR(v0, v8), XOR(v1, v9), XOR(v2, v10), XOR(v3, v11));
      add(at + 16, keep, XOR(v4, v12), XOR(v5, v13), XOR(v6, v14), XOR(v7, v15));
      add(at + 32, keep, XOR(v8, SPLAT(keys[0])), XOR(v9, SPLAT(keys[1])), XOR(v10, SPLAT(keys[2])), XOR(v11, SPLAT(keys[3])));
      add(at + 48, keep, XOR(v12, SPLAT(keys[4])), XOR(v13, SPLAT(keys[5])), XOR(v14, SPLAT(keys[6])), XOR(v15, SPLAT(keys[7])));
    }
  }
}
