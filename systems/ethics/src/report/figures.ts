import { sql } from 'kysely';
import { type Measure, measures } from '../breach/measures.ts';
import type { EthicsContext } from '../context.ts';
import { ratedFirms } from '../rating/rated.ts';
import { viewOf } from '../review/conditions-kept.ts';
import type { ConditionView } from '../review/routes.ts';
import { type Field, fields, keysOf, type Outcome, outcomes, type Stage, stages } from '../words.ts';

type Counts<K extends string> = { readonly [key in K]: number };
/** What a year of the committee comes to, computed from its books. */
export type YearFigures = {
  readonly year: number;
  readonly filed: number;
  readonly byStage: Counts<Stage>;
  readonly byOutcome: Counts<Outcome>;
  /** Opinions that were heard twice or more. */
  readonly appealed: number;
  readonly dissents: number;
  /** Conditions that were due in the year. */
  readonly conditions: Counts<ConditionView['standing']>;
  readonly breaches: Counts<Measure>;
  readonly disclosures: number;
  /** Firms that stood by the declaration at the end of the year, or now. */
  readonly signatories: number;
  readonly sessions: number;
  /** Members who were in office in the year. */
  readonly members: Counts<Field>;
  /** Firms by band of their rating as it is now. */
  readonly bands: readonly { readonly band: string; readonly firms: number }[];
};

/** The figures of a year. */
export async function figuresOf(ctx: EthicsContext, year: number): Promise<YearFigures> {
  const { db, cases } = ctx;
  const start = (of: number): bigint =>
    BigInt(
      Temporal.PlainDate.from({ year: of, month: 1, day: 1 }).toZonedDateTime(cases.calendar.zone)
        .epochMilliseconds,
    );
  const [from, until] = [start(year), start(year + 1)];
  const [filed, issued, heard, conditions, found, disclosed, signed, held, members, rated] =
    await Promise.all([
      db
        .selectFrom('ethics_review')
        .select('stage')
        .where('filed_at_ms', '>=', from)
        .where('filed_at_ms', '<', until)
        .execute(),
      db
        .selectFrom('ethics_review')
        .select('outcome')
        .where('issued_at_ms', '>=', from)
        .where('issued_at_ms', '<', until)
        .execute(),
      db
        .selectFrom('ethics_voice as v')
        .innerJoin('ethics_review as r', 'r.case_id', 'v.case_id')
        .select([
          'r.case_id',
          sql<number>`count(distinct v.hearing)::int`.as('hearings'),
          sql<number>`count(v.dissent)::int`.as('dissents'),
        ])
        .where('r.issued_at_ms', '>=', from)
        .where('r.issued_at_ms', '<', until)
        .groupBy('r.case_id')
        .execute(),
      db
        .selectFrom('ethics_condition')
        .selectAll()
        .where('due_on', '>=', `${year}-01-01`)
        .where('due_on', '<=', `${year}-12-31`)
        .execute(),
      db
        .selectFrom('ethics_breach')
        .select('measure')
        .where('at_ms', '>=', from)
        .where('at_ms', '<', until)
        .execute(),
      db.selectFrom('ethics_disclosure').select('firm').distinct().where('year', '=', year).execute(),
      db
        .selectFrom('ethics_signature')
        .select('firm')
        .distinct()
        .where('signed_at_ms', '<', until)
        .where((eb) => eb.or([eb('ended_at_ms', 'is', null), eb('ended_at_ms', '>=', until)]))
        .execute(),
      db
        .selectFrom('ethics_session')
        .select('id')
        .where('state', '=', 'held')
        .where('held_on', '>=', `${year}-01-01`)
        .where('held_on', '<=', `${year}-12-31`)
        .execute(),
      db
        .selectFrom('ethics_member as m')
        .innerJoin('ethics_term as t', 't.member', 'm.id')
        .select(['m.id', 'm.field'])
        .distinct()
        .where('t.from_on', '<=', `${year}-12-31`)
        .where('t.until_on', '>', `${year}-01-01`)
        .execute(),
      ratedFirms(ctx),
    ]);
  return {
    year,
    filed: filed.length,
    byStage: counted(
      keysOf(stages),
      filed.map(({ stage }) => stage),
    ),
    byOutcome: counted(
      keysOf(outcomes),
      issued.map(({ outcome }) => outcome),
    ),
    appealed: heard.filter(({ hearings }) => hearings > 1).length,
    dissents: heard.reduce((sum, one) => sum + one.dissents, 0),
    conditions: counted(
      standings,
      conditions.map((row) => viewOf(ctx, row).standing),
    ),
    breaches: counted(
      keysOf(measures),
      found.map(({ measure }) => measure),
    ),
    disclosures: disclosed.length,
    signatories: signed.length,
    sessions: held.length,
    members: counted(
      keysOf(fields),
      members.map(({ field }) => field),
    ),
    bands: banded(rated.flatMap(({ band }) => (band === null ? [] : [band]))),
  };
}

const standings = ['open', 'overdue', 'reported', 'met', 'late'] as const;

function counted<K extends string>(keys: readonly K[], found: readonly (string | null)[]): Counts<K> {
  return Object.fromEntries(keys.map((key) => [key, found.filter((one) => one === key).length])) as Counts<K>;
}

function banded(bands: readonly string[]): YearFigures['bands'] {
  return [...new Set(bands)]
    .toSorted()
    .map((band) => ({ band, firms: bands.filter((one) => one === band).length }));
}
