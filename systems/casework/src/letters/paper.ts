import {
  type BusinessCalendar,
  businessDaysAfter,
  dayOf,
  endOfDayMs,
  type Procedure,
  type Published,
  type TermSpec,
} from '@finharbor/cases';
import { type PaperLanguage, paperFacts, paperInstant } from '@finharbor/kernel';
import type { Bilingual, PaperDraft } from '@finharbor/kernel/http';
import type { WrittenLetter } from './read.ts';
import { letterDay, letterTexts } from './texts.ts';

type Section = PaperDraft['sections'][number];

/** What a letter is set from besides itself. */
export type LetterFacts = {
  readonly language: PaperLanguage;
  readonly number: string;
  readonly spec: Procedure;
  readonly office: Bilingual;
  /** What people call the applicant. */
  readonly to: string;
  readonly calendar: BusinessCalendar;
  /** What is said of an objection to what the case publishes. */
  readonly objection: { readonly title: Bilingual; readonly untilMs: number } | null;
};

/** A letter as it is printed: what its procedure wrote, what its terms rest on, what its reader can do, and where it stands in the history. */
export function letterPaper(written: WrittenLetter, facts: LetterFacts): PaperDraft {
  const { language, number, spec, office, to } = facts;
  const text = letterTexts[language];
  const { letter, atMs, commitment } = written;
  return {
    language,
    title: letter.title[language],
    reference: number,
    sections: [
      {
        title: text.case,
        parts: [
          paperFacts(language, [
            [text.number, number],
            [text.procedure, spec.title[language]],
            [text.office, office[language]],
            [text.to, to],
            [text.date, `${letterDay(language, atMs)} · ${paperInstant(atMs)}`],
          ]),
        ],
      },
      {
        title: text.letter,
        parts: letter.paragraphs.map((one) => ({ kind: 'text', text: one[language] }) as const),
      },
      ...listed(text.basis, basisOf(written, facts)),
      ...listed(text.remedy, remediesOf(written, facts)),
      {
        title: text.record,
        parts: [
          { kind: 'text', text: text.recordHelp },
          { kind: 'code', text: commitment },
        ],
      },
    ],
  };
}

function listed(title: string, items: readonly string[]): readonly Section[] {
  return items.length > 0 ? [{ title, parts: [{ kind: 'list', items }] }] : [];
}

/** The terms that the step ended or began, with the law behind each. */
function basisOf({ from, to }: WrittenLetter, { spec, language }: LetterFacts): readonly string[] {
  const colon = language === 'zh' ? '：' : ': ';
  return Object.values(spec.terms ?? {}).flatMap(({ title, basis, while: runs }) =>
    basis && (runs.includes(from) || runs.includes(to)) ? [title[language] + colon + basis[language]] : [],
  );
}

/** The applicant's own steps from where the letter leaves the case, each until its term is over; and how anybody can object. */
function remediesOf(written: WrittenLetter, facts: LetterFacts): readonly string[] {
  const { spec, language, objection } = facts;
  const text = letterTexts[language];
  const steps = Object.values(spec.steps).filter(
    ({ from, by }) => from.includes(written.to) && by.some((name) => spec.actors[name]?.side === 'applicant'),
  );
  const day = lastDay(written, facts);
  return [
    ...steps.map(({ title }) =>
      day === undefined ? text.anyTime(title[language]) : text.until(title[language], day),
    ),
    ...(objection
      ? [text.object(objection.title[language], letterDay(language, objection.untilMs - 1))]
      : []),
  ];
}

/** The last day before the clock moves the case on by itself. */
function lastDay({ to, from, atMs }: WrittenLetter, facts: LetterFacts): string | undefined {
  const { spec, calendar, language } = facts;
  const ends = Object.values(spec.terms ?? {})
    .filter(
      ({ over, while: runs, suspendedIn }) =>
        over !== 'tell' && runs.includes(to) && !runs.includes(from) && !suspendedIn?.includes(to),
    )
    .map((term) => endOf(term, atMs, calendar));
  return ends.length > 0 ? letterDay(language, Math.min(...ends) - 1) : undefined;
}

function endOf({ days, counts }: TermSpec, atMs: number, calendar: BusinessCalendar): number {
  const day = dayOf(calendar, atMs);
  return endOfDayMs(
    calendar,
    counts === 'calendar' ? day.add({ days }) : businessDaysAfter(calendar, day, days).day,
  );
}

/** What a letter says of an objection: that of what its own step published. */
export function objectionIn(
  published: Published | null,
  procedures: readonly Procedure[],
): LetterFacts['objection'] {
  const said = published?.objection;
  const title = procedures.find(({ name }) => name === said?.procedure)?.title;
  return said && title ? { title, untilMs: said.untilMs } : null;
}
