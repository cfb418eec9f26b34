import { sql } from 'kysely';
import { type Measure, measures } from '../breach/measures.ts';
import type { EthicsContext } from '../context.ts';
import { ratedFirms } from '../rating/rated.ts';
import { viewOf } from '../review/conditions-kept.ts';
import type { ConditionView } from '../review/routes.ts';
import { type Field, fields, keysOf, type Outcome, outcomes, type Stage, stages } from '../words.ts';
import { beginOf } from './years.ts';

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
  const [reviews, firms, committee, bands] = await Promise.all([
    reviewFigures(ctx, year),
    firmFigures(ctx, year),
    committeeFigures(ctx, year),
    bandsNow(ctx),
  ]);
  return { year, ...reviews, ...firms, ...committee, bands };
}

/** From the year's first moment, where the committee sits, to before the next one's. */
function spanOf(ctx: EthicsContext, year: number): readonly [bigint, bigint] {
  return [BigInt(beginOf(ctx, year)), BigInt(beginOf(ctx, year + 1))];
}

type ReviewFigures = Pick<YearFigures, 'filed' | 'byStage' | 'byOutcome' | 'appealed' | 'dissents'>;

async function reviewFigures(ctx: EthicsContext, year: number): Promise<ReviewFigures> {
  const [from, until] = spanOf(ctx, year);
  const { db } = ctx;
  const filed = await db
    .selectFrom('ethics_review')
    .select('stage')
    .where('filed_at_ms', '>=', from)
    .where('filed_at_ms', '<', until)
    .execute();
  const issued = await db
    .selectFrom('ethics_review as r')
    .leftJoin('ethics_voice as v', 'v.case_id', 'r.case_id')
    .select([
      'r.outcome',
      sql<number>`count(distinct v.hearing)::int`.as('hearings'),
      sql<number>`count(v.dissent)::int`.as('dissents'),
    ])
    .where('r.issued_at_ms', '>=', from)
    .where('r.issued_at_ms', '<', until)
    .groupBy(['r.case_id', 'r.outcome'])
    .execute();
  const stagesFiled = filed.map(({ stage }) => stage);
  const outcomesIssued = issued.map(({ outcome }) => outcome);
  return {
    filed: filed.length,
    byStage: counted(keysOf(stages), stagesFiled),
    byOutcome: counted(keysOf(outcomes), outcomesIssued),
    appealed: issued.filter(({ hearings }) => hearings > 1).length,
    dissents: issued.reduce((sum, one) => sum + one.dissents, 0),
  };
}

type FirmFigures = Pick<YearFigures, 'conditions' | 'breaches' | 'disclosures' | 'signatories'>;

async function firmFigures(ctx: EthicsContext, year: number): Promise<FirmFigures> {
  const [from, until] = spanOf(ctx, year);
  const { db } = ctx;
  const [due, found, disclosed, signed] = await Promise.all([
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
  ]);
  const standing = due.map((row) => viewOf(ctx, row).standing);
  const taken = found.map(({ measure }) => measure);
  return {
    conditions: counted(standings, standing),
    breaches: counted(keysOf(measures), taken),
    disclosures: disclosed.length,
    signatories: signed.length,
  };
}

async function committeeFigures(
  { db }: EthicsContext,
  year: number,
): Promise<Pick<YearFigures, 'sessions' | 'members'>> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const held = await db
    .selectFrom('ethics_session')
    .select('id')
    .where('state', '=', 'held')
    .where('held_on', '>=', first)
    .where('held_on', '<=', last)
    .execute();
  const members = await db
    .selectFrom('ethics_member as m')
    .innerJoin('ethics_term as t', 't.member', 'm.id')
    .select(['m.id', 'm.field'])
    .distinct()
    .where('t.from_on', '<=', last)
    .where('t.until_on', '>', first)
    .execute();
  const sat = members.map(({ field }) => field);
  return { sessions: held.length, members: counted(keysOf(fields), sat) };
}

const standings = ['open', 'overdue', 'reported', 'met', 'late'] as const;

function counted<K extends string>(keys: readonly K[], found: readonly (string | null)[]): Counts<K> {
  return Object.fromEntries(keys.map((key) => [key, found.filter((one) => one === key).length])) as Counts<K>;
}

async function bandsNow(ctx: EthicsContext): Promise<YearFigures['bands']> {
  const firms = new Map<string, number>();
  for await (const rated of ratedFirms(ctx))
    for (const { band } of rated) if (band !== null) firms.set(band, (firms.get(band) ?? 0) + 1);
  return [...firms]
    .map(([band, count]) => ({ band, firms: count }))
    .toSorted((a, b) => (a.band < b.band ? -1 : 1));
}
