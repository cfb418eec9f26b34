const pageBits = 10;

/** Records on a page. */
export const pageRecords: number = 1 << pageBits;

/**
 * Records of one fixed width in pages of `pageRecords`, so that a table grows without being copied and is saved page by page. A record is
 * found at `page(no)` from word `at(no)` on; whoever changes it says so by `touch`.
 */
export class RecordTable {
  readonly width: number;
  readonly #pages: Uint32Array<ArrayBuffer>[] = [];
  /** Of each page whether it was changed since it was saved. */
  readonly #touched: boolean[] = [];

  constructor(width: number) {
    this.width = width;
  }

  /** How many records there is room for. */
  get size(): number {
    return this.#pages.length * pageRecords;
  }

  page(no: number): Uint32Array<ArrayBuffer> {
    return this.#pages[no >>> pageBits]!;
  }

  at(no: number): number {
    return (no & (pageRecords - 1)) * this.width;
  }

  /** Makes room for record `no`, of zeros where it is new. */
  reserve(no: number): void {
    while (this.#pages.length <= no >>> pageBits) {
      this.#pages.push(new Uint32Array(pageRecords * this.width));
      this.#touched.push(false);
    }
  }

  touch(no: number): void {
    this.#touched[no >>> pageBits] = true;
  }

  /** The first record of every page that was changed since it was saved. */
  touched(): readonly number[] {
    return this.#touched.flatMap((isTouched, page) => (isTouched ? [page * pageRecords] : []));
  }

  /** Says that the page of record `no` is saved as it is now. */
  saved(no: number): void {
    this.#touched[no >>> pageBits] = false;
  }

  /** Puts the page of record `no` back as it was saved. */
  restore(no: number, words: Uint32Array): void {
    this.reserve(no);
    this.page(no).set(words);
  }
}
