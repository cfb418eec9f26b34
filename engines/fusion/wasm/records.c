/* Short tags with what they belong to, 16 bytes each: sorted as they arrive into buckets by their highest bits, then one bucket after
   the other, and compared. A tag is ordered by its first 8 bytes as one number, then by the other 4, both with the lowest byte first. */
#include "common.h"

typedef struct { u64 first; u32 second, item; } record;
typedef struct { u64 first; u32 second, at; } cursor;

static inline u64 firstMask(u32 width) { return width < 8 ? ((u64)1 << 8 * width) - 1 : ~(u64)0; }
static inline u32 secondMask(u32 width) { return width < 12 ? (u32)(((u64)1 << 8 * (width < 8 ? 0 : width - 8)) - 1) : ~(u32)0; }

static inline int before(u64 firstA, u32 secondA, u64 firstB, u32 secondB) {
  return (firstA < firstB) | ((firstA == firstB) & (secondA < secondB));
}

/* So many bits of a tag of `width` bytes, after the `skip` highest ones. */
static inline u32 classOf(const record *one, u32 width, u32 skip, u32 bits) {
  u32 top = width < 8 ? 8 * width : 64;
  return (u32)(one->first >> (top - skip - bits - 1) >> 1) & ((1u << bits) - 1);
}

/* Puts the first `width` bytes of each row that has an entry into the bucket of its highest bits, `stride` blocks a row. Returns 0 where
   a bucket has no room left: cursors go up to `ends`. */
EXPORT(dealTags) u32 dealTags(const block *rows, u32 stride, const u32 *entries, u32 count, u32 width, u32 bits, u32 *cursors,
                              const u32 *ends, record *records) {
  u64 first = firstMask(width);
  u32 second = secondMask(width);
  for (u32 i = 0; i < count; i++, rows += stride) {
    if (!entries[i]) continue;
    record one = *(const record *)rows;
    one = (record){one.first & first, one.second & second, (entries[i] & 0x3FFFFFFF) - 1};
    u32 bucket = classOf(&one, width, 0, bits);
    if (cursors[bucket] == ends[bucket]) return 0;
    records[cursors[bucket]++] = one;
  }
  return 1;
}

/* Sorts one bucket of tags of `width` bytes, whose `skip` highest bits are alike, and writes `kept` bytes of each record to `to`, at or
   before the bucket itself. `counts` has room for 2^bits + 1, `scratch` for the bucket. */
EXPORT(sortTags) void sortTags(const record *bucket, u32 count, u32 width, u32 skip, u32 bits, u32 *counts, record *scratch, u8 *to,
                               u32 kept) {
  for (u32 k = 0; k <= 1u << bits; k++) counts[k] = 0;
  for (u32 i = 0; i < count; i++) counts[classOf(bucket + i, width, skip, bits) + 1]++;
  for (u32 k = 0; k < 1u << bits; k++) counts[k + 1] += counts[k];
  for (u32 i = 0; i < count; i++) scratch[counts[classOf(bucket + i, width, skip, bits)]++] = bucket[i];
  for (u32 i = 1; i < count; i++) {
    record own = scratch[i];
    u32 place = i;
    for (; place && before(own.first, own.second, scratch[place - 1].first, scratch[place - 1].second); place--)
      scratch[place] = scratch[place - 1];
    scratch[place] = own;
  }
  /* Each is written whole; the next one covers what is not kept. */
  for (u32 i = 0; i < count; i++, to += kept) STORE(to, LOAD(scratch + i));
}

/* Walks through own records and the peer's next tags, both ascending; marks[item] becomes 1 where both have a tag. 12 bytes are read
   from each place. Returns 0 where the peer's tags do not ascend. */
EXPORT(matchTags) u32 matchTags(const record *own, u32 ownCount, const u8 *theirs, u32 count, u32 width, cursor *state, u8 *marks) {
  u64 firstBits = firstMask(width), first = state->first;
  u32 secondBits = secondMask(width), second = state->second, at = state->at;
  for (u32 i = 0; i < count; i++, theirs += width) {
    u64 nextFirst = *(const u64 *)theirs & firstBits;
    u32 nextSecond = *(const u32 *)(theirs + 8) & secondBits;
    if (before(nextFirst, nextSecond, first, second)) return 0;
    first = nextFirst;
    second = nextSecond;
    while (at < ownCount && before(own[at].first, own[at].second, first, second)) at++;
    if (at < ownCount && own[at].first == first && own[at].second == second) marks[own[at].item] = 1;
  }
  *state = (cursor){first, second, at};
  return 1;
}
