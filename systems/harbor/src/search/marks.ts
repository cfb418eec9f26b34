import { isHan, syllablesOf, wordsOf } from './words.ts';

/** A part of a text that a query found: from and to, in UTF-16 units. */
export type Mark = readonly [from: number, to: number];
/** A text, or a piece of it, with what was found in it. */
export type MarkedText = { readonly text: string; readonly marks: readonly Mark[] };

const excerptLength = 160;
const ahead = 40;

/** The whole text with what the query found in it, by its letters, pinyin or initials. */
export function marked(text: string, query: string): MarkedText {
  const found = wordsOf(query).flatMap((word) => {
    const written = writtenIn(text, word);
    return written.length > 0 || isHan(word) ? written : spokenAnywhere(text, word);
  });
  return { text, marks: merged(found) };
}

/** The piece of a long text where the query first found something by its letters, or its beginning: prose is not found by pinyin. */
export function excerpt(text: string, query: string): MarkedText {
  const marks = merged(wordsOf(query).flatMap((word) => writtenIn(text, word)));
  const first = marks[0]?.[0] ?? 0;
  const from =
    text.length <= excerptLength ? 0 : Math.max(0, Math.min(first - ahead, text.length - excerptLength));
  const [start, end] = [wholeAt(text, from), wholeAt(text, Math.min(text.length, from + excerptLength))];
  const inside = marks.flatMap(([a, b]): readonly Mark[] =>
    a >= start && b <= end ? [[a - start, b - start]] : [],
  );
  if (start === 0) return { text: text.slice(0, end) + (end < text.length ? '…' : ''), marks: inside };
  return {
    text: `…${text.slice(start, end)}${end < text.length ? '…' : ''}`,
    marks: inside.map(([a, b]) => [a + 1, b + 1]),
  };
}

/** No character outside the basic plane is cut in two. */
function wholeAt(text: string, at: number): number {
  return at > 0 && /[\uD800-\uDBFF]/.test(text[at - 1]!) ? at - 1 : at;
}

function writtenIn(text: string, word: string): readonly Mark[] {
  const lower = text.toLowerCase();
  // A few letters have another length in lower case; then places in one are no places in the other.
  if (lower.length !== text.length) return [];
  const found: Mark[] = [];
  for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length))
    found.push([at, at + word.length]);
  return found;
}

function spokenAnywhere(text: string, word: string): readonly Mark[] {
  return [...text.matchAll(/\p{Script=Han}+/gu)].flatMap((run) => spokenIn(run[0], word, run.index));
}

/** Where in a run of Han characters a word is its pinyin or its initials. */
function spokenIn(run: string, word: string, from: number): readonly Mark[] {
  const characters = [...run];
  const syllables = syllablesOf(run);
  const ends = characters.map((_, at) => spoken(syllables.slice(at), word));
  const at = ends.findIndex((count) => count > 0);
  if (at === -1) return [];
  const start = from + characters.slice(0, at).join('').length;
  return [[start, start + characters.slice(at, at + ends[at]!).join('').length]];
}

/** How many syllables a word spells, in full or by their initials; the last one may be unfinished. */
function spoken(syllables: readonly string[], word: string): number {
  let full = '';
  for (const [at, syllable] of syllables.entries()) {
    full += syllable;
    if (full.startsWith(word)) return at + 1;
    if (!word.startsWith(full)) break;
  }
  const initials = syllables.map((syllable) => syllable[0]).join('');
  return word.length > 1 && initials.startsWith(word) ? word.length : 0;
}

function merged(marks: readonly Mark[]): readonly Mark[] {
  const out: Mark[] = [];
  for (const [from, to] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && from <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], to)];
    else out.push([from, to]);
  }
  return out;
}
