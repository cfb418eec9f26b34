/** What a DuckDB of a job may use. */
export type DuckdbLimits = {
  /** 512 unless told. */
  readonly memoryMb?: number;
  /** Where what does not fit into memory goes, unencrypted; nowhere unless told. A CSV that is not UTF-8 has its nameless copy there. */
  readonly temporary?: string;
};
