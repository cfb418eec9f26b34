/** What is opened: the data set, for one transfer. */
export type SourceRequest = { readonly datasetId: string; readonly transferId: string };

/** One version of a data set, ready to be read; to be closed again. */
export type Opened = AsyncDisposable & {
  readonly size: number;
  /** A strong entity tag (RFC 9110, section 8.8.3), another one for each version. */
  readonly etag: string;
  readonly mediaType: string;
  /**
   * Bytes `from` to `to`, the latter left out, in chunks that hold until the next one is asked for. A source that finds the data changed
   * under it fails.
   */
  readonly read: (from: number, to: number) => AsyncIterable<Uint8Array>;
};

/** Where the bytes of data sets come from. */
export type Source = {
  /** Opened again for the same transfer it is the same version, or its entity tag says that it is not. Errors: `planes.not_found`. */
  readonly open: (request: SourceRequest) => Promise<Opened>;
  /** The transfer is over: what was kept for it alone goes. May be repeated. */
  readonly release: (request: SourceRequest) => Promise<void>;
};
