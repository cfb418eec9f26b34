import type { Lookup } from './words.ts';

/** Where a term stands: in the title, in the name of a field or the holder's, or only in the description. */
export const places = { title: 0, names: 1, told: 2 } as const;
/** The place of what does not hold a term at all. */
export const nowhere = 3;

const alike = 0.3;
const mostAlike = 3;
const misspeltOnly: RegExp = /^[a-z]{4,40}$/;

/**
 * Which cards hold which terms, in memory: each different term stands once, so that a part of a word is looked for in some ten thousand
 * short texts however many cards there are.
 */
export class TermIndex {
  readonly #terms: string[] = [];
  readonly #ids = new Map<string, number>();
  // Card and place in one number: card * 4 + place.
  readonly #postings: number[][] = [];
  /** The terms that can be mistyped, by the trigrams they are made of. */
  readonly #byTrigram = new Map<string, number[]>();

  add(card: number, texts: { readonly [P in keyof typeof places]: string }): void {
    const seen = new Set<string>();
    for (const place of ['title', 'names', 'told'] as const)
      for (const term of texts[place].split(' ')) {
        if (term === '' || seen.has(term)) continue;
        seen.add(term);
        this.#postings[this.#idOf(term)]!.push(card * 4 + places[place]);
      }
  }

  /** The best place of each of `count` cards that holds one of the parts. */
  placesOf({ parts }: Lookup, count: number): Uint8Array {
    const best = new Uint8Array(count).fill(nowhere);
    for (const [id, term] of this.#terms.entries())
      if (parts.some((part) => (part.startsWith(' ') ? term.startsWith(part.slice(1)) : term.includes(part))))
        for (const posting of this.#postings[id]!) {
          const card = posting >> 2;
          best[card] = Math.min(best[card]!, posting & 3);
        }
    return best;
  }

  /** The known terms that are spelt most like a word; a letter too many or too few, or two exchanged, leave enough in common. */
  alike(word: string): readonly string[] {
    const wanted = trigramsOf(word);
    const common = new Map<number, number>();
    for (const trigram of wanted)
      for (const id of this.#byTrigram.get(trigram) ?? []) common.set(id, (common.get(id) ?? 0) + 1);
    return [...common]
      .map(([id, n]) => {
        const term = this.#terms[id]!;
        return { term, similarity: n / (wanted.size + trigramsOf(term).size - n) };
      })
      .filter(({ similarity }) => similarity >= alike)
      .toSorted((a, b) => b.similarity - a.similarity || (a.term < b.term ? -1 : 1))
      .slice(0, mostAlike)
      .map(({ term }) => term);
  }

  #idOf(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const id = this.#terms.push(term) - 1;
    this.#ids.set(term, id);
    this.#postings.push([]);
    if (misspeltOnly.test(term))
      for (const trigram of trigramsOf(term)) {
        const ids = this.#byTrigram.get(trigram);
        if (ids) ids.push(id);
        else this.#byTrigram.set(trigram, [id]);
      }
    return id;
  }
}

/** As pg_trgm takes them: with two spaces before a word and one behind it. */
function trigramsOf(word: string): ReadonlySet<string> {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}
