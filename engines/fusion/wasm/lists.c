/* Lists of identifiers and of tags: each once, in order, compared. */
#include "common.h"

typedef struct { u32 number, check; } entry;
typedef struct { u64 high, low; } tag; /* 16 bytes, compared as they stand */

static inline u64 mixed(u64 hash, u64 word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
  return hash ^ hash >> 32;
}

#define AHEAD 64

/* Hashes of the next messages. The table is larger than the caches: entries are fetched for many messages at once. */
static inline void hashAhead(const block *messages, u32 count, u64 *hashes, const entry *table, u32 room, u64 key) {
  for (u32 i = 0; i < count; i++) {
    const u64 *words = (const u64 *)(messages + 4 * (u64)i);
    hashes[i] = key;
    for (int k = 0; k < 8; k++) hashes[i] = mixed(hashes[i], words[k]);
  }
  for (u32 i = 0; i < count; i++) (void)*(const volatile u32 *)&table[(u32)hashes[i] & room].check;
}

/* Of messages first ... first + count moves each that stands for the first time behind the `kept` ones before; rows[k] is where
   the k-th stood. `table` has room + 1 entries, empty at first, room a power of two less one, and at least half as many again as messages.
   Returns how many are kept now. */
EXPORT(distinct) u32 distinct(block *messages, u8 *lengths, u32 first, u32 count, u32 kept, u32 *rows, entry *table, u32 room,
                              const u64 *key) {
  u64 hashes[AHEAD];
  for (u32 i = first; i < first + count; i++) {
    u32 next = (i - first) % AHEAD;
    if (next == 0) hashAhead(messages + 4 * (u64)i, first + count - i < AHEAD ? first + count - i : AHEAD, hashes, table, room, *key);
    const block *own = messages + 4 * (u64)i;
    u64 hash = hashes[next];
    u32 at = (u32)hash & room, check = (u32)(hash >> 32) | 1, known = 0;
    for (; table[at].check && !known; at = (at + 1) & room) {
      if (table[at].check != check) continue;
      const block *other = messages + 4 * (u64)table[at].number;
      block differ = ZERO;
      for (int k = 0; k < 4; k++) differ = wasm_v128_or(differ, XOR(LOAD(own + k), LOAD(other + k)));
      known = !wasm_v128_any_true(differ) && lengths[i] == lengths[table[at].number];
    }
    if (known) continue;
    table[at] = (entry){kept, check};
    for (int k = 0; k < 4; k++) STORE(messages + 4 * (u64)kept + k, LOAD(own + k));
    lengths[kept] = lengths[i];
    rows[kept++] = i;
  }
  return kept;
}

static inline int before(const tag *a, const tag *b) {
  u64 x = __builtin_bswap64(a->high), y = __builtin_bswap64(b->high);
  return x != y ? x < y : __builtin_bswap64(a->low) < __builtin_bswap64(b->low);
}

static inline u32 bucketOf(const item *one, u32 bits) { return __builtin_bswap32(one->row[0]) >> 1 >> (31 - bits); }

/* How many items first ... first + count have each value of their first bits, on top of what `counts` says. */
EXPORT(tagCount) void tagCount(const item *items, u32 first, u32 count, u32 bits, u32 *counts) {
  for (u32 i = first; i < first + count; i++) counts[bucketOf(items + i, bits)]++;
}

/* Writes their first 16 bytes to where the buckets' cursors stand, and to `order` where they came from. */
EXPORT(tagMove) void tagMove(const item *items, u32 first, u32 count, u32 bits, u32 *cursors, tag *sorted, u32 *order) {
  for (u32 i = first; i < first + count; i++) {
    u32 place = cursors[bucketOf(items + i, bits)]++;
    sorted[place] = *(const tag *)items[i].row;
    order[place] = i;
  }
}

/* Insertion sort of tags first ... first + count among all before them: after the buckets, each is near its place. */
EXPORT(tagSettle) void tagSettle(tag *sorted, u32 *order, u32 first, u32 count) {
  for (u32 i = first; i < first + count; i++) {
    tag own = sorted[i];
    u32 from = order[i], place = i;
    for (; place && before(&own, sorted + place - 1); place--) {
      sorted[place] = sorted[place - 1];
      order[place] = order[place - 1];
    }
    sorted[place] = own;
    order[place] = from;
  }
}

static inline int compared(const u8 *a, const u8 *b, u32 width) {
  for (u32 k = 0; k < width; k++)
    if (a[k] != b[k]) return a[k] < b[k] ? -1 : 1;
  return 0;
}

/* Keeps the first `width` bytes of each tag, in place. */
EXPORT(packTags) void packTags(u8 *tags, u32 count, u32 width) {
  for (u32 i = 1; i < count; i++)
    for (u32 k = 0; k < width; k++) tags[(u64)i * width + k] = tags[(u64)i * 16 + k];
}

/* Walks through own tags from *cursor and the peer's next ones. Where both have a tag, its place among the peer's goes to
   hits[place among own ones] as first + index + 1. Returns 0 where the peer's do not ascend. */
EXPORT(mergeTags) u32 mergeTags(const u8 *own, u32 ownCount, const u8 *theirs, u32 first, u32 count, u32 width, u32 *cursor, u32 *hits) {
  u32 at = *cursor;
  for (u32 i = 0; i < count; i++) {
    const u8 *next = theirs + (u64)(first + i) * width;
    if (first + i > 0 && compared(next - width, next, width) >= 0) return 0;
    int order = 1;
    while (at < ownCount && (order = compared(own + (u64)at * width, next, width)) < 0) at++;
    if (at < ownCount && order == 0) hits[at] = first + i + 1;
  }
  *cursor = at;
  return 1;
}
