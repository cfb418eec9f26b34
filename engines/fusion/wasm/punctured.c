/* One level of many Goldreich-Goldwasser-Micali trees of equal width. Every node is visited in order, whatever is punctured. */
#include "common.h"

/* The children of nodes first ... first + count: child = AES(parent) + parent. `left` and `right` are the ciphertexts under the
   two keys, as long as the chunk; `sums` gathers per tree the left children and the right ones. `width` nodes a tree have
   `next` children, 2 * width or one less. */
EXPORT(ggmChildren) void ggmChildren(const block *parents, const block *left, const block *right, block *children, u32 first,
                                     u32 count, u32 width, u32 next, block *sums) {
  u32 tree = first / width, node = first % width;
  for (u32 i = 0; i < count;) {
    block lefts = LOAD(sums + 2 * tree), rights = LOAD(sums + 2 * tree + 1);
    block *out = children + (u64)tree * next;
    for (; i < count && node < width; i++, node++) {
      block parent = LOAD(parents + first + i);
      block a = XOR(LOAD(left + i), parent), b = XOR(LOAD(right + i), parent);
      STORE(out + 2 * node, a);
      lefts = XOR(lefts, a);
      if (2 * node + 1 < next) {
        STORE(out + 2 * node + 1, b);
        rights = XOR(rights, b);
      }
    }
    STORE(sums + 2 * tree, lefts);
    STORE(sums + 2 * tree + 1, rights);
    tree++;
    node = 0;
  }
}

static inline block where(u32 a, u32 b) {
  u64 differ = a ^ b;
  return wasm_i64x2_splat((int64_t)(((differ | (0 - differ)) >> 63) - 1));
}

/* Adds values[2 * tree] to node path[tree] of each tree and values[2 * tree + 1] to its sibling, visiting every node. */
EXPORT(ggmCorrect) void ggmCorrect(block *nodes, u32 trees, u32 width, const u32 *path, const block *values) {
  for (u32 tree = 0; tree < trees; tree++) {
    block own = LOAD(values + 2 * tree), sibling = LOAD(values + 2 * tree + 1);
    for (u32 node = 0; node < width; node++, nodes++) {
      block change = XOR(AND(where(node, path[tree]), own), AND(where(node, path[tree] ^ 1), sibling));
      STORE(nodes, XOR(LOAD(nodes), change));
    }
  }
}

/* The same for leaves, each written as a pair: the leaf, and `noise[tree]` where the path ends, zero elsewhere. */
EXPORT(ggmLeaves) void ggmLeaves(const block *leaves, block *pairs, u32 trees, u32 width, const u32 *path, const block *values,
                                 const block *noise) {
  for (u32 tree = 0; tree < trees; tree++) {
    block own = LOAD(values + 2 * tree), sibling = LOAD(values + 2 * tree + 1), mark = LOAD(noise + tree);
    for (u32 node = 0; node < width; node++, leaves++, pairs += 2) {
      block here = where(node, path[tree]);
      block change = XOR(AND(here, own), AND(where(node, path[tree] ^ 1), sibling));
      STORE(pairs, XOR(LOAD(leaves), change));
      STORE(pairs + 1, AND(here, mark));
    }
  }
}
