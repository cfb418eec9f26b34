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

typedef struct { u32 item, from; } mover;

/* Gives items first ... first + count bins of their own, by random walks: who finds none free takes one of its three, but not the one it
   was moved out of itself, and who lay there looks on. The table is larger than the caches, so all who look do so together, at most AHEAD
   of them. Stops where nobody new could come in for `limit` rounds. Returns how many came in; state[1] of them, listed behind, are
   still looking. state[0] is the walk's randomness, which decides nothing but who lies where. */
EXPORT(cuckooPlace) u32 cuckooPlace(const digest *digests, u32 first, u32 count, u32 bins, u32 *table, u32 *state, u32 limit) {
  mover *movers = (mover *)(state + 2);
  u32 at[3 * AHEAD], random = state[0], entered = 0, waiting = 0;
  for (u32 rounds = 0; (entered < count || waiting) && rounds <= limit; rounds++) {
    u32 some = waiting;
    for (; some < AHEAD && entered < count; some++, rounds = 0) movers[some] = (mover){first + entered++, bins};
    for (u32 i = 0; i < some; i++) binsOf(digests + movers[i].item, bins, at + 3 * i);
    for (u32 k = 0; k < 3 * some; k++) (void)*(const volatile u32 *)&table[at[k]];
    waiting = 0;
    for (u32 i = 0; i < some; i++) {
      const u32 *own = at + 3 * i;
      mover one = movers[i];
      u32 which = 0;
      while (which < 3 && table[own[which]]) which++;
      if (which == 3) {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        which = random % 3;
        if (own[which] == one.from) which = (which + 1) % 3;
        movers[waiting++] = (mover){ITEM(table[own[which]]), own[which]};
      }
      table[own[which]] = ENTRY(one.item, which);
    }
  }
  state[0] = random;
  state[1] = waiting;
  return entered;
}

/* What bins first ... first + count are asked about, 20 bytes each: digest and which of its bins; of an empty one something secret. */
EXPORT(codeBins) void codeBins(const block *digests, const u32 *table, u32 first, u32 count, const block *dummy, block *inputs) {
  /* Digests come from all over memory: nothing stands between one fetch and the next. */
  for (u32 i = 0; i < count; i++) {
    u32 entry = table[first + i];
    STORE(inputs + 4 * (u64)i, LOAD(entry ? digests + ITEM(entry) : dummy));
  }
  for (u32 i = 0; i < count; i++, inputs += 4) {
    u32 entry = table[first + i];
    if (!entry) STORE(inputs, XOR(LOAD(inputs), wasm_i32x4_make((int)(first + i), 0, 0, 0)));
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
