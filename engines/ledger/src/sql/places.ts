import { arrayOf } from './uuid.ts';

/** Ids of a request, each once, in the order in which they come up. */
export class Places {
  readonly #places: Map<bigint, number> = new Map();

  /** The place of an id, from 1 on as SQL counts. */
  of(id: bigint): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const place = this.#places.size + 1;
    this.#places.set(id, place);
    return place;
  }

  /** The place of an id, or null for 0, which is none. */
  ofAny(id: bigint | undefined): number | null {
    return id ? this.of(id) : null;
  }

  /** All of them, as the text of an array of uuids. */
  toString(): string {
    return arrayOf(Array.from(this.#places.keys(), (id) => id.toString(16).padStart(32, '0')));
  }
}
