import { pinyin } from 'pinyin-pro';

/** What something is found by, as a table keeps it: plain ASCII, so that trigrams do not depend on the locale of the database. */
export type SearchTerms = {
  readonly words: string;
  readonly initials: string;
  readonly pinyin: string;
  /** Beginnings of codes and ids, of 8, 10 … 18 characters: all firms of a city begin alike, and trigrams cannot tell them apart. */
  readonly codes: string[];
};

/** What one word of a query asks of the terms. */
export type Lookup =
  | {
      readonly by: 'pattern';
      readonly pattern: string;
      readonly word: string;
      /** Of Han characters: those of `hanPairs` that whatever has the word has; none of other words. */
      readonly pairs: readonly string[];
    }
  | { readonly by: 'code'; readonly beginning: string; readonly word: string };

// Initials from each character on grow with the square of the run.
const longestRun = 16;
const shortestCode = 8;
const longestCode = 18;
const longestWords = 2_000;

/**
 * The words of a text: runs of letters and digits in lower case, and runs of Han characters, each of these written as `z` and its
 * hexadecimal code. So they are plain ASCII to the database, and a part of a run is a part of its word.
 */
export function wordsOf(text: string): readonly string[] {
  const runs =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? [];
  return runs.map((run) => (isHan(run) ? [...run].map(codeOf).join('') : run));
}

/** What is found by these texts. */
export function searchTerms(texts: readonly string[]): SearchTerms {
  const runs = texts.flatMap((text) => text.normalize('NFKC').match(/\p{Script=Han}+/gu) ?? []);
  const syllables = [...new Set(runs)].map((run) =>
    pinyin([...run].slice(0, longestRun).join(''), { toneType: 'none', type: 'array', v: true }),
  );
  const words = texts.flatMap(wordsOf);
  return {
    words: words.join(' ').slice(0, longestWords),
    initials: syllables.flatMap((run) => fromEach(run.map((syllable) => syllable.slice(0, 1)))).join(' '),
    pinyin: syllables.map((run) => run.join('')).join(' '),
    codes: [...new Set(words.filter(isCode).flatMap(beginningsOf))],
  };
}

/**
 * The Han characters of a text and the pairs of them that stand side by side, as they are written for the database: trigrams of hexadecimal
 * digits do not tell a million texts apart.
 */
export function hanPairs(text: string): readonly string[] {
  return [...new Set(wordsOf(text).flatMap((word) => [...charactersOf(word), ...pairsOf(word)]))];
}

/**
 * What the words of a query ask for; an item has to fit all of them. Han characters and words of three letters or more are found
 * anywhere, for so pinyin is written; shorter ones, codes and numbers at the beginning of a word.
 */
export function lookupsOf(query: string): readonly Lookup[] {
  return wordsOf(query).map((word): Lookup => {
    if (isCode(word)) return { by: 'code', beginning: beginningsOf(word).at(-1)!, word };
    const isInside = isCoded(word) || /^[a-z]{3,}$/.test(word);
    const pattern = isInside ? `%${word}%` : `% ${word}%`;
    const pairs = pairsOf(word);
    return { by: 'pattern', pattern, word, pairs: pairs.length > 0 ? pairs : charactersOf(word) };
  });
}

/** A text as it stands in a pattern of LIKE, where it means nothing but itself. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

function fromEach(parts: readonly string[]): readonly string[] {
  return parts.map((_, at) => parts.slice(at).join(''));
}

/** True for a word that only a program would write: digits in it, and long. */
function isCode(word: string): boolean {
  return word.length >= shortestCode && /\d/.test(word) && !isCoded(word);
}

/** True for a run of Han characters as it is written for the database. */
function isCoded(word: string): boolean {
  return /^(z[0-9a-f]{4,5})+$/.test(word);
}

/** The Han characters of a word as it is written for the database; none of another word. */
function charactersOf(word: string): readonly string[] {
  return isCoded(word) ? word.match(/z[0-9a-f]{4,5}/g)! : [];
}

function pairsOf(word: string): readonly string[] {
  const characters = charactersOf(word);
  return characters.slice(1).map((character, at) => characters[at]! + character);
}

function beginningsOf(code: string): readonly string[] {
  const longest = Math.min(code.length, longestCode);
  const count = Math.floor((longest - shortestCode) / 2) + 1;
  return Array.from({ length: count }, (_, at) => code.slice(0, shortestCode + 2 * at));
}

function isHan(run: string): boolean {
  return /^\p{Script=Han}/u.test(run);
}

function codeOf(character: string): string {
  return `z${character.codePointAt(0)!.toString(16)}`;
}
