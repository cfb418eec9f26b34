/* Which bins identifiers may lie in, and what is asked about them there. A digest has 16 bytes. An entry says which item lies in a
   bin, plus one, and by which of its three bins in the two highest bits; 0 stands for none. */
#include "common.h"

typedef struct { u64 low, high; } digest;

#define ENTRY(item, which) (((item) + 1) | (which) << 30)
#define ITEM(entry) (((entry) & 0x3FFFFFFF) - 1)
#define AHEAD 64

/* A word to a number below `below`; what the word has left is as uniform as it was. */
static inline u32 drawn(u64 *word, u32 below) {
  u64 low = (*word & 0xFFFFFFFF) * below, high = (*word >> 32) * below + (low >> 32);
  *word = high << 32 | (low & 0xFFFFFFFF);
  return (u32)(high >> 32);
}

/* Three distinct uniform bins out of `bins`. */
static inline void binsOf(const digest *one, u32 bins, u32 *at) {
  u64 first = one->low, second = one->high;
  u32 a = drawn(&first, bins), b = drawn(&second, bins - 1), c = drawn(&first, bins - 2);
  b += b >= a;
  u32 low = a < b ? a : b, high = a < b ? b : a;
  c += c >= low;
  c += c >= high;
  at[0] = a;
  at[1] = b;
  at[2] = c;
}

/* The first 16 bytes of each 64-byte item, one after the other, in place. */
EXPORT(takeDigests) void takeDigests(block *items, u32 first, u32 count) {
  for (u32 i = first; i < first + count; i++) STORE(items + i, LOAD(items + 4 * (u64)i));
}

/* Random-walk insertion. Returns 0, or the item that still had no bin after `limit` others were moved, plus one. */
static inline u32 inserted(const digest *digests, u32 bins, u32 *table, u32 item, u32 *random, u32 limit) {
  u32 at[3], from = bins;
  for (u32 moved = 0; moved <= limit; moved++) {
    binsOf(digests + item, bins, at);
    for (u32 which = 0; which < 3; which++) {
      if (table[at[which]]) continue;
      table[at[which]] = ENTRY(item, which);
      return 0;
    }
    *random ^= *random << 13;
    *random ^= *random >> 17;
    *random ^= *random << 5;
    u32 which = *random % 3;
    if (at[which] == from) which = (which + 1) % 3;
    from = at[which];
    u32 next = ITEM(table[from]);
    table[from] = ENTRY(item, which);
    item = next;
  }
  return item + 1;
}

/* Gives each of items first ... first + count a bin of its own. Stops where it cannot: returns how many were dealt with, of which the
   last left state[1] - 1 without a bin; state[0] is the walk's randomness, which decides nothing but who lies where. */
EXPORT(cuckooPlace) u32 cuckooPlace(const digest *digests, u32 first, u32 count, u32 bins, u32 *table, u32 *state, u32 limit) {
  u32 at[3 * AHEAD], done = 0;
  state[1] = 0;
  while (done < count) {
    u32 some = count - done < AHEAD ? count - done : AHEAD, taken[3 * AHEAD];
    /* The table is larger than the caches: entries are fetched for many items at once. */
    for (u32 i = 0; i < some; i++) binsOf(digests + first + done + i, bins, at + 3 * i);
    for (u32 k = 0; k < 3 * some; k++) taken[k] = table[at[k]];
    for (u32 i = 0; i < some; i++) {
      u32 item = first + done++, which = 0;
      while (which < 3 && (taken[3 * i + which] || table[at[3 * i + which]])) which++;
      if (which < 3) table[at[3 * i + which]] = ENTRY(item, which);
      else if ((state[1] = inserted(digests, bins, table, item, state, limit))) return done;
    }
  }
  return done;
}

/* What bins first ... first + count are asked about, 20 bytes each: digest and which of its bins; of an empty one something secret. */
EXPORT(codeBins) void codeBins(const block *digests, const u32 *table, u32 first, u32 count, const block *dummy, block *inputs) {
  for (u32 i = 0; i < count; i++, inputs += 4) {
    u32 entry = table[first + i];
    block own = entry ? LOAD(digests + ITEM(entry)) : XOR(LOAD(dummy), wasm_i32x4_make((int)(first + i), 0, 0, 0));
    STORE(inputs, own);
    STORE(inputs + 1, wasm_i32x4_make(entry ? (int)(entry >> 30) : 3, 0, 0, 0));
    STORE(inputs + 2, ZERO);
    STORE(inputs + 3, ZERO);
  }
}

/* How many bins of items first ... first + count fall into each stretch of 2^shift bins, on top of what `counts` says. */
EXPORT(pairCount) void pairCount(const digest *digests, u32 first, u32 count, u32 bins, u32 shift, u32 *counts) {
  u32 at[3];
  for (u32 i = first; i < first + count; i++) {
    binsOf(digests + i, bins, at);
    for (int which = 0; which < 3; which++) counts[at[which] >> shift]++;
  }
}

/* Writes an entry for each of them to where its stretch's cursor stands. */
EXPORT(pairMove) void pairMove(const digest *digests, u32 first, u32 count, u32 bins, u32 shift, u32 *cursors, u32 *pairs) {
  u32 at[3];
  for (u32 i = first; i < first + count; i++) {
    binsOf(digests + i, bins, at);
    for (u32 which = 0; which < 3; which++) pairs[cursors[at[which] >> shift]++] = ENTRY(i, which);
  }
}

/* What each pair asks about, as codeBins has it, and which bin after `from` it asks. */
EXPORT(codePairs) void codePairs(const block *digests, const u32 *pairs, u32 count, u32 bins, u32 from, block *inputs, u32 *places) {
  u32 at[3];
  /* Digests come from all over memory: nothing stands between one fetch and the next. */
  for (u32 i = 0; i < count; i++) STORE(inputs + 4 * (u64)i, LOAD(digests + ITEM(pairs[i])));
  for (u32 i = 0; i < count; i++, inputs += 4) {
    u32 which = pairs[i] >> 30;
    binsOf((const digest *)inputs, bins, at);
    places[i] = at[which] - from;
    STORE(inputs + 1, wasm_i32x4_make((int)which, 0, 0, 0));
    STORE(inputs + 2, ZERO);
    STORE(inputs + 3, ZERO);
  }
}
