/** What a file may have at most; beyond it the file is refused. */
export type ReadLimits = {
  /** Elements inside each other. */
  readonly depth: number;
  /** Attributes of one element. */
  readonly attributes: number;
  /** Characters of one tag, comment or text. */
  readonly tokenCharacters: number;
  /** Characters of one entry, and of what stands before the first one. */
  readonly entryCharacters: number;
  readonly entries: number;
};

export const readLimits: ReadLimits = {
  depth: 48,
  attributes: 16,
  tokenCharacters: 65_536,
  entryCharacters: 8_388_608,
  entries: 1_000_000,
};
