/** Places in an arena's memory, in bytes. */
type At = number;

/**
 * The inner loops of the protocols, on one linear memory. Two implementations: WebAssembly (`wasm/*.c`, which documents each)
 * and plain TypeScript (`plain/`). Blocks have 16 bytes, items 64; counts are in elements, strides in blocks.
 */
export type Kernels = {
  readonly blake3: (...to: [messages: At, count: number, lengths: At, length: number, key: At]) => void;
  readonly distinct: (
    ...to: [
      ...[messages: At, lengths: At, first: number, count: number, kept: number],
      ...[rows: At, table: At, room: number, key: At],
    ]
  ) => number;
  readonly binCount: (...to: [items: At, first: number, count: number, bins: number, counts: At]) => void;
  readonly binMove: (
    ...to: [items: At, first: number, count: number, bins: number, cursors: At, sorted: At, order: At]
  ) => void;
  readonly okvsPeel: (
    ...to: [items: At, count: number, columns: number, state: At, steps: At, found: At]
  ) => number;
  readonly okvsDense: (...to: [dense: At, table: At]) => void;
  readonly okvsFill: (
    ...to: [items: At, steps: At, taken: number, columns: number, store: At, table: At]
  ) => void;
  readonly okvsDecode: (
    ...to: [
      ...[items: At, count: number, columns: number, store: At, stride: number],
      ...[table: At, mask: At, add: number],
    ]
  ) => void;
  readonly gfTable: (...to: [table: At, constant: At]) => void;
  readonly gfScale: (
    ...to: [
      ...[to: At, toStride: number, from: At, fromStride: number],
      ...[count: number, table: At, add: number],
    ]
  ) => void;
  readonly gfHorner: (...to: [sums: At, elements: At, stride: number, count: number, table: At]) => void;
  readonly ggmChildren: (
    ...to: [
      ...[parents: At, left: At, right: At, children: At],
      ...[first: number, count: number, width: number, next: number, sums: At],
    ]
  ) => void;
  readonly ggmCorrect: (...to: [nodes: At, trees: number, width: number, path: At, values: At]) => void;
  readonly ggmLeaves: (
    ...to: [leaves: At, pairs: At, trees: number, width: number, path: At, values: At, noise: At]
  ) => void;
  readonly convolve1: Convolve;
  readonly convolve2: Convolve;
  readonly expand1: Expand;
  readonly expand2: Expand;
  readonly addSeconds: (...to: [to: At, pairs: At, count: number]) => void;
  readonly tagCount: (...to: [items: At, first: number, count: number, bits: number, counts: At]) => void;
  readonly tagMove: (
    ...to: [items: At, first: number, count: number, bits: number, cursors: At, sorted: At, order: At]
  ) => void;
  readonly tagSettle: (...to: [sorted: At, order: At, first: number, count: number]) => void;
  readonly packTags: (...to: [tags: At, count: number, width: number]) => void;
  readonly mergeTags: (
    ...to: [
      ...[own: At, ownCount: number, theirs: At, first: number, count: number],
      ...[width: number, cursor: At, hits: At],
    ]
  ) => number;
  readonly keystreams: (
    ...to: [
      ...[to: At, stride: number, columns: number, keys: At],
      ...[first: number, blocks: number, adding: number],
    ]
  ) => void;
  readonly transposeBits: (
    ...to: [from: At, fromStride: number, groups: number, to: At, toStride: number, width: number]
  ) => void;
  readonly addColumns: (
    ...to: [to: At, a: At, b: At, stride: number, bytes: number, columns: number]
  ) => void;
  readonly foldColumns: (
    ...to: [own: At, stride: number, theirs: At, bytes: number, columns: number, masks: At]
  ) => void;
  readonly numberRows: (...to: [rows: At, count: number, first: number]) => void;
  readonly maskRows: (
    ...to: [codes: At, rows: At, places: At, count: number, secret: At, first: number]
  ) => void;
  readonly takeDigests: (...to: [items: At, first: number, count: number]) => void;
  readonly cuckooPlace: (
    ...to: [
      ...[digests: At, first: number, count: number, bins: number],
      ...[table: At, state: At, limit: number],
    ]
  ) => number;
  readonly codeBins: (
    ...to: [digests: At, table: At, first: number, count: number, dummy: At, inputs: At]
  ) => void;
  readonly pairCount: (
    ...to: [digests: At, first: number, count: number, bins: number, shift: number, counts: At]
  ) => void;
  readonly pairMove: (
    ...to: [
      ...[digests: At, first: number, count: number, bins: number],
      ...[shift: number, cursors: At, pairs: At],
    ]
  ) => void;
  readonly codePairs: (
    ...to: [
      ...[digests: At, pairs: At, count: number, bins: number],
      ...[from: number, inputs: At, places: At],
    ]
  ) => void;
  readonly dealTags: (
    ...to: [
      ...[rows: At, stride: number, entries: At, count: number, width: number],
      ...[bits: number, cursors: At, ends: At, records: At],
    ]
  ) => number;
  readonly sortTags: (
    ...to: [
      ...[bucket: At, count: number, width: number, skip: number, bits: number],
      ...[counts: At, scratch: At, to: At, kept: number],
    ]
  ) => void;
  readonly matchTags: (
    ...to: [
      ...[own: At, ownCount: number, theirs: At, count: number],
      ...[width: number, state: At, marks: At],
    ]
  ) => number;
};

type Convolve = (...to: [x: At, from: number, to: number, coefficients: At, ring: At]) => void;
type Expand = (...to: [rows: At, y: At, count: number, size: number, words: At]) => void;
