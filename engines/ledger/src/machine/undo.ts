import type { RecordTable } from './record-table.ts';

/** What records were like before they were changed, in the order of the changes, so that these can be taken back. */
export class Undo {
  readonly #tables: RecordTable[] = [];
  #numbers = new Int32Array(1 << 10);
  #images = new Uint32Array(1 << 15);
  #end = 0;

  /** How many images there are; `rollBack` goes back to such a point. */
  get length(): number {
    return this.#tables.length;
  }

  /** Forgets all images. */
  clear(): void {
    this.#tables.length = 0;
    this.#end = 0;
  }

  /** Keeps a record as it is now. */
  save(table: RecordTable, no: number): void {
    const { width } = table;
    if (this.#end + width > this.#images.length) this.#images = grown(this.#images);
    if (this.#tables.length === this.#numbers.length) this.#numbers = grown(this.#numbers);
    table.touch(no);
    const page = table.page(no);
    const at = table.at(no);
    for (let k = 0; k < width; k++) this.#images[this.#end + k] = page[at + k]!;
    this.#numbers[this.#tables.length] = no;
    this.#tables.push(table);
    this.#end += width;
  }

  /** Puts records back, the last change first; `before` hears of each, with the image, while the record is still as it was left. */
  rollBack(to: number, before: (table: RecordTable, no: number, image: Uint32Array) => void): void {
    while (this.#tables.length > to) {
      const table = this.#tables.pop()!;
      const no = this.#numbers[this.#tables.length]!;
      this.#end -= table.width;
      const image = this.#images.subarray(this.#end, this.#end + table.width);
      before(table, no, image);
      table.page(no).set(image, table.at(no));
      table.touch(no);
    }
  }
}

function grown<Words extends Int32Array | Uint32Array>(old: Words): Words {
  const bigger = new (old.constructor as new (length: number) => Words)(old.length * 2);
  bigger.set(old);
  return bigger;
}
