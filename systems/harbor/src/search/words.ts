import { pinyin } from 'pinyin-pro';

/** One word of a query: a term fits it that holds one of the parts, or begins with it where a space stands before the part. */
export type Lookup = { readonly word: string; readonly parts: readonly string[] };

// A longer run is prose, which nobody types the pinyin of.
const longestRun = 40;
const shortestSimilar = 4;
const mostWords = 12;
const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });

/** Runs of Han characters, and runs of letters and digits, of a text in lower case. */
export function runsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? []
  );
}

/** What texts are found by: their runs, and of Han runs the pinyin and its initials, with spaces between. */
export function spelled(texts: readonly string[]): string {
  const runs = distinctRuns(texts);
  const syllables = runs.filter(isHan).map((run) => syllablesOf([...run].slice(0, longestRun).join('')));
  const spoken = syllables.flatMap((run) => [run.join(''), run.map((one) => one.slice(0, 1)).join('')]);
  return [...runs, ...spoken].join(' ');
}

/** What a text is found by where it is too long for pinyin. */
export function plain(texts: readonly string[]): string {
  return distinctRuns(texts).join(' ');
}

function distinctRuns(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap(runsOf))];
}

/** The pinyin of each character of a run of Han characters, without tones. */
export function syllablesOf(run: string): readonly string[] {
  return pinyin(run, { toneType: 'none', type: 'array', v: true });
}

/** The words of a query: Chinese is written without spaces, so a run of it is taken apart. */
export function wordsOf(query: string): readonly string[] {
  return distinct(runsOf(query).flatMap((run) => (isHan(run) ? segmentsOf(run) : [run])));
}

/** What a query asks for to the letter. Words of three letters or more are found anywhere, for so pinyin is written. */
export function exactly(query: string): readonly Lookup[] {
  return wordsOf(query).map((word) => ({ word, parts: [partOf(word)] }));
}

/**
 * The same with slips of the hand allowed: Chinese that sounds alike, for that is how an input method errs, and the known words that are
 * spelt much like one of the query.
 */
export function loosely(query: string, alike: ReadonlyMap<string, readonly string[]>): readonly Lookup[] {
  return looseWords(query).map((word) => {
    const sounds = isHan(word) && [...word].length > 1 ? [syllablesOf(word).join('')] : [];
    return { word, parts: [partOf(word), ...sounds, ...(alike.get(word) ?? [])] };
  });
}

/** The words of a query that may be misspelt. */
export function misspellable(query: string): readonly string[] {
  return looseWords(query).filter((word) => !isHan(word) && word.length >= shortestSimilar);
}

function looseWords(query: string): readonly string[] {
  return distinct(runsOf(query).flatMap((run) => (isHan(run) ? joined(segmentsOf(run)) : [run])));
}

/** True for a run of Han characters. */
export function isHan(run: string): boolean {
  return /^\p{Script=Han}/u.test(run);
}

function segmentsOf(run: string): readonly string[] {
  return Array.from(segmenter.segment(run), ({ segment }) => segment);
}

/** What was written wrongly is no word and falls apart into characters: those that follow each other are taken for one. */
function joined(segments: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (const [at, segment] of segments.entries()) {
    const goesOn = at > 0 && [segment, segments[at - 1]!].every((one) => [...one].length === 1);
    if (goesOn) words.push(words.pop()! + segment);
    else words.push(segment);
  }
  return words;
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)].slice(0, mostWords);
}

function partOf(word: string): string {
  return isHan(word) || /^[a-z]{3,}$/.test(word) ? word : ` ${word}`;
}
