/* An oblivious key-value store of weight 3 with 64 dense binary columns (Raghuraman, Rindal, CCS 2022, figure 1), one bin at a
   time. Addresses follow the items, which are the caller's own. */
#include "common.h"

typedef struct { u32 count, sum; } column;
typedef struct { u32 item, column; } step;

/* Three distinct uniform columns out of `columns`. */
static inline void positions(const item *one, u32 columns, u32 *at) {
  u32 a = reduced(one->row[0], columns), b = reduced(one->row[1], columns - 1), c = reduced(one->row[2], columns - 2);
  b += b >= a;
  u32 low = a < b ? a : b, high = a < b ? b : a;
  c += c >= low;
  c += c >= high;
  at[0] = a;
  at[1] = b;
  at[2] = c;
}

/* How many items first ... first + count fall into each bin, on top of what `counts` says. */
EXPORT(binCount) void binCount(const item *items, u32 first, u32 count, u32 bins, u32 *counts) {
  for (u32 i = first; i < first + count; i++) counts[reduced(items[i].row[3], bins)]++;
}

/* Moves them to where the bins' cursors stand; order[k] = old place of the item now at k. */
EXPORT(binMove) void binMove(const item *items, u32 first, u32 count, u32 bins, u32 *cursors, item *sorted, u32 *order) {
  for (u32 i = first; i < first + count; i++) {
    u32 place = cursors[reduced(items[i].row[3], bins)]++;
    const block *from = (const block *)(items + i);
    block *to = (block *)(sorted + place);
    for (int k = 0; k < 4; k++) STORE(to + k, LOAD(from + k));
    order[place] = i;
  }
}

/* Takes off, one after the other, an item that alone has some column. Returns how many could be taken; `steps` says which, and
   by which column. `found` has room for as many columns as there are. */
EXPORT(okvsPeel) u32 okvsPeel(const item *items, u32 count, u32 columns, column *state, step *steps, u32 *found) {
  u32 at[3], taken = 0, waiting = 0;
  for (u32 i = 0; i < columns; i++) state[i] = (column){0, 0};
  for (u32 i = 0; i < count; i++) {
    positions(items + i, columns, at);
    for (int k = 0; k < 3; k++) {
      state[at[k]].count++;
      state[at[k]].sum ^= i;
    }
  }
  for (u32 i = 0; i < columns; i++)
    if (state[i].count == 1) found[waiting++] = i;
  while (waiting) {
    u32 own = found[--waiting];
    if (state[own].count != 1) continue;
    u32 i = state[own].sum;
    steps[taken++] = (step){i, own};
    positions(items + i, columns, at);
    for (int k = 0; k < 3; k++) {
      column *other = state + at[k];
      other->sum ^= i;
      if (--other->count == 1) found[waiting++] = at[k];
    }
  }
  return taken;
}

/* Sums of the 64 dense columns by byte of the selector: 8 * 256 blocks. */
EXPORT(okvsDense) void okvsDense(const block *dense, block *table) {
  for (int byte = 0; byte < 8; byte++, table += 256) {
    STORE(table, ZERO);
    for (int bit = 0; bit < 8; bit++) {
      block own = LOAD(dense + 8 * byte + bit);
      for (int n = 0; n < 1 << bit; n++) STORE(table + (1 << bit) + n, XOR(LOAD(table + n), own));
    }
  }
}

static inline block denseSum(const item *one, const block *table) {
  block sum = ZERO;
  for (int word = 0; word < 2; word++)
    for (int byte = 0; byte < 4; byte++)
      sum = XOR(sum, LOAD(table + 256 * (4 * word + byte) + (one->row[4 + word] >> (8 * byte) & 255)));
  return sum;
}

/* Fills the columns by which items were taken, last one first, so that each item decodes to its value. No `table` stands for dense
   columns that are all zero. */
EXPORT(okvsFill) void okvsFill(const item *items, const step *steps, u32 taken, u32 columns, block *store, const block *table) {
  u32 at[3];
  while (taken--) {
    const item *one = items + steps[taken].item;
    u32 own = steps[taken].column;
    positions(one, columns, at);
    block value = LOAD(&one->value);
    if (table) value = XOR(value, denseSum(one, table));
    for (int k = 0; k < 3; k++)
      if (at[k] != own) value = XOR(value, LOAD(store + at[k]));
    STORE(store + own, value);
  }
}

/* value = decoded + mask, plus the value before where `add`; the rest of the item is cleared. `stride` in blocks. */
EXPORT(okvsDecode) void okvsDecode(item *items, u32 count, u32 columns, const block *store, u32 stride, const block *table,
                                   const block *mask, u32 add) {
  block keep = wasm_i64x2_splat(0 - (int64_t)(add != 0)), offset = LOAD(mask);
  u32 at[3];
  for (u32 i = 0; i < count; i++) {
    item *one = items + i;
    positions(one, columns, at);
    block value = XOR(XOR(denseSum(one, table), offset), AND(LOAD(&one->value), keep));
    for (int k = 0; k < 3; k++) value = XOR(value, LOAD(store + (u64)at[k] * stride));
    STORE(&one->value, value);
    STORE(&one->spare, ZERO);
  }
}
