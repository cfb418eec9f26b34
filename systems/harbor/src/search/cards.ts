import type { Card } from './card.ts';
import { type FacetId, type Facets, facetIds, type ProductQuery, type Sees } from './query.ts';
import { nowhere, places, TermIndex } from './terms.ts';
import type { Lookup } from './words.ts';

/** What the index keeps of a card besides its words. */
export type Entry = Pick<Card, 'holder' | 'product' | 'version' | 'state' | 'name_en' | 'name_zh'> & {
  readonly issuedAtMs: number;
  readonly rows: number;
  readonly values: readonly number[];
};

/** A card that fits, and how well: 0 where all words stand in its title, then 1 and 2. */
export type Hit = { readonly entry: Entry; readonly tier: number };

/**
 * Words to be found, and the parties whose name holds one of them: products name their holders by short names only. A question of signs
 * alone has no words and yet does not ask for anything.
 */
export type Asked = {
  readonly isAnything: boolean;
  readonly lookups: readonly Lookup[];
  readonly holders: (lookup: Lookup) => readonly string[];
};

type Value = { readonly facet: FacetId; readonly value: string };

/** The catalogue's cards in memory, to be found and counted in one pass. A card that is written again takes a new place. */
export class Cards {
  readonly #entries: (Entry | undefined)[] = [];
  readonly #places = new Map<string, number>();
  readonly #terms = new TermIndex();
  readonly #values: Value[] = [];
  readonly #valueIds = new Map<string, number>();

  /** Places that are given up: where they are more than half, the index is to be made anew. */
  get isWorn(): boolean {
    return this.#entries.length > 2 * this.#places.size + 1000;
  }

  put(card: Card): void {
    const key = `${card.holder} ${card.product}`;
    const old = this.#places.get(key);
    if (old !== undefined) this.#entries[old] = undefined;
    const { holder, product, version, state, name_en, name_zh } = card;
    const place = this.#entries.push({
      ...{ holder, product, version, state, name_en, name_zh },
      issuedAtMs: Number(card.issued_at_ms),
      rows: Number(card.rows),
      values: card.facets.map((facet) => this.#valueId(facet)),
    });
    this.#places.set(key, place - 1);
    this.#terms.add(place - 1, card);
  }

  alike(word: string): readonly string[] {
    return this.#terms.alike(word);
  }

  /** What holds all words, in any order. */
  hits({ isAnything, lookups, holders }: Asked, sees: Sees): readonly Hit[] {
    if (lookups.length === 0 && !isAnything) return [];
    const worst = new Uint8Array(this.#entries.length);
    for (const lookup of lookups) {
      const best = this.#terms.placesOf(lookup, worst.length);
      const named = new Set(holders(lookup));
      for (const [at, entry] of this.#entries.entries()) {
        const place = entry && named.has(entry.holder) ? Math.min(best[at]!, places.names) : best[at]!;
        worst[at] = Math.max(worst[at]!, place);
      }
    }
    return this.#entries.flatMap((entry, at) => {
      const isShown = entry && worst[at]! < nowhere && (entry.state !== 'draft' || sees(entry));
      return isShown ? [{ entry, tier: worst[at]! }] : [];
    });
  }

  /** Those that have one of the chosen values of each facet. */
  chosen(hits: readonly Hit[], query: ProductQuery): readonly Hit[] {
    const filters = this.#filters(query);
    return hits.filter(({ entry }) => filters.every(({ has }) => has(entry)));
  }

  /**
   * Counts what was found. Whoever chose a value of one facet wants to know what the others of it would give: a card that misses that
   * facet alone counts for it.
   */
  counted(hits: readonly Hit[], query: ProductQuery): Facets {
    const filters = this.#filters(query);
    const counts = new Uint32Array(this.#values.length);
    let total = 0;
    for (const { entry } of hits) {
      const missed = filters.filter(({ has }) => !has(entry));
      if (missed.length > 1) continue;
      const only = missed[0]?.facet;
      if (only === undefined) total += 1;
      for (const id of entry.values)
        if (only === undefined || this.#values[id]!.facet === only) counts[id] = counts[id]! + 1;
    }
    const all = this.#values.map((value, id) => ({ ...value, count: counts[id]! }));
    const of = (wanted: FacetId) =>
      all
        .filter(({ facet, count }) => facet === wanted && count > 0)
        .map(({ value, count }) => ({ value, count }))
        .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return {
      total,
      facets: Object.fromEntries(facetIds.map((facet) => [facet, of(facet)])) as unknown as Facets['facets'],
    };
  }

  /** Unless states are named, what is listed. */
  #filters(
    query: ProductQuery,
  ): readonly { readonly facet: FacetId; readonly has: (entry: Entry) => boolean }[] {
    const asked = { ...query, state: query.state ?? ['listed'] };
    return facetIds.flatMap((facet) => {
      const values = asked[facet];
      if (values === undefined) return [];
      const ids = new Set(values.map((value) => this.#valueIds.get(`${facet}:${value}`)));
      return [{ facet, has: (entry: Entry) => entry.values.some((id) => ids.has(id)) }];
    });
  }

  #valueId(key: string): number {
    const known = this.#valueIds.get(key);
    if (known !== undefined) return known;
    const [facet = '', ...value] = key.split(':');
    const id = this.#values.push({ facet: facet as FacetId, value: value.join(':') }) - 1;
    this.#valueIds.set(key, id);
    return id;
  }
}
