#ifndef COMMON_H
#define COMMON_H
#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define LOAD(p) wasm_v128_load(p)
#define STORE(p, v) wasm_v128_store(p, v)
#define XOR(a, b) wasm_v128_xor(a, b)
#define AND(a, b) wasm_v128_and(a, b)
#define ZERO wasm_i64x2_const(0, 0)

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;
typedef v128_t block;

/* Everything the protocol keeps about one item; filled in place as it goes on. */
typedef struct {
  u32 row[8];  /* 256 bits of the item's digest: positions, bin and dense columns, and what H^o is asked about */
  block value; /* H^B of the item, then its decoded value */
  block spare;
} item;

/* floor(word * below / 2^32): a word to a number below `below`. */
static inline u32 reduced(u32 word, u32 below) { return (u32)(((u64)word * below) >> 32); }

#endif
