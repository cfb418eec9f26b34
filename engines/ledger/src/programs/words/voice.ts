import { entryOf } from '../course/state.ts';
import type { Moment, Term } from '../value/condition.ts';
import { isDay } from '../value/moment.ts';
import type { Books, Program } from '../value/program.ts';
import type { End } from './sentence-words.ts';
import { instantText, type Language, listText, momentText, moneyText, zoneText } from './text.ts';

/** How the things of one program are called in one language. */
export type Voice = {
  readonly language: Language;
  /** Parties by their titles; who is none is called by name. */
  readonly people: (names: readonly string[], joint: 'and' | 'or') => string;
  readonly terms: (terms: readonly Term[]) => string;
  /** An amount of an escrow, or of the books given. */
  readonly money: (minor: bigint, books?: Books) => string;
  readonly moment: (moment: Moment) => string;
  readonly end: (moment: Moment) => End;
  readonly instant: (atMs: number) => string;
  /** The zone as people call it. */
  readonly zone: string;
};

/** The voice of a program in a language. */
export function voiceOf(program: Program, language: Language): Voice {
  const main = program.kind === 'escrow' ? program.books : program.legs[0]!.books;
  const list = (items: readonly string[], joint: 'and' | 'or') => listText(items, joint, language);
  return {
    language,
    people: (names, joint) =>
      list(
        names.map((name) => entryOf(program.parties, name)?.title[language] ?? name),
        joint,
      ),
    terms: (terms) =>
      list(
        terms.map(({ title }) => title[language]),
        'or',
      ),
    money: (minor, books = main) => moneyText(minor, books.currency, language),
    moment: (moment) => momentText(moment, program.zone, language),
    end: (moment) => ({ moment: momentText(moment, program.zone, language), isDay: isDay(moment) }),
    instant: (atMs) => instantText(atMs, program.zone, language),
    zone: zoneText(program.zone, language),
  };
}
