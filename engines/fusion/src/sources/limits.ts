/** What a DuckDB of a job may use. */
export type DuckdbLimits = {
  /** 512 unless told. */
  readonly memoryMb?: number;
  /** Where what does not fit into memory goes, unencrypted; nowhere unless told. */
  readonly temporary?: string;
};
