const pageBits = 10;

/** Records on a page. */
const pageRecords = 1 << pageBits;

/**
 * Records of one fixed width in pages of `pageRecords`, so that a table grows without being copied and is saved page by page. A record is
 * found at `page(no)` from word `at(no)` on.
 */
export class RecordTable {
  readonly width: number;
  readonly #pages: Uint32Array[] = [];

  constructor(width: number) {
    this.width = width;
  }

  page(no: number): Uint32Array {
    return this.#pages[no >>> pageBits]!;
  }

  at(no: number): number {
    return (no & (pageRecords - 1)) * this.width;
  }

  /** Makes room for record `no`, of zeros where it is new. */
  reserve(no: number): void {
    while (this.#pages.length <= no >>> pageBits) this.#pages.push(new Uint32Array(pageRecords * this.width));
  }
}
