import { decodeCursor, fail, pageLimits, pageOf } from '@finharbor/kernel';
import type { Page, PageRequest } from '@finharbor/kernel/contract';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { EthicsContext } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';
import { usccOf } from '../schemas.ts';
import type { Outcome, Stage } from '../words.ts';
import { conditionsOf } from './conditions-kept.ts';
import type { Dissent, OpinionLine, OpinionView } from './routes.ts';

type Row = Selectable<EthicsTables['ethics_review']>;
const keyset = z.tuple([z.string().regex(/^[0-9]{1,15}$/), z.string().max(40)]);

/** Opinions that were published, the latest first. */
export async function opinions(
  { db }: EthicsContext,
  { cursor, limit = pageLimits.usual, stage }: PageRequest & { readonly stage?: Stage | undefined },
): Promise<Page<OpinionLine>> {
  const before = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
  const rows = await db
    .selectFrom('ethics_review')
    .selectAll()
    .where('issued_at_ms', 'is not', null)
    .$if(stage !== undefined, (query) => query.where('stage', '=', stage!))
    .$if(before !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('issued_at_ms', 'number'), '<', tuple(BigInt(before![0]), before![1])),
      ),
    )
    .orderBy('issued_at_ms', 'desc')
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ issued_at_ms, number }) => [String(issued_at_ms), number]);
  return { ...page, items: page.items.map(lineOf) };
}

/** Published opinions on a firm's products, the latest first. */
export async function opinionsOn({ db }: EthicsContext, firm: string): Promise<readonly OpinionLine[]> {
  const rows = await db
    .selectFrom('ethics_review')
    .selectAll()
    .where('firm', '=', firm)
    .where('issued_at_ms', 'is not', null)
    .orderBy('issued_at_ms', 'desc')
    .limit(500)
    .execute();
  return rows.map(lineOf);
}

/** One that was published, whole. Errors: `ethics.not_found`. */
export async function opinion(ctx: EthicsContext, number: string): Promise<OpinionView> {
  const row = await ctx.db
    .selectFrom('ethics_review')
    .selectAll()
    .where('number', '=', number)
    .where('issued_at_ms', 'is not', null)
    .executeTakeFirst();
  if (!row) return fail('ethics.not_found', 'Nothing is published under this number.');
  return {
    ...lineOf(row),
    text: row.opinion!,
    ...(await saidOn(ctx, row.case_id)),
    conditions: await conditionsOf(ctx, row.case_id),
  };
}

/** Votes are those of the last hearing; who did not agree with a hearing stands with its opinion. */
async function saidOn(
  { db }: EthicsContext,
  caseId: string,
): Promise<Pick<OpinionView, 'votes' | 'hearings' | 'dissents'>> {
  const voices = await db
    .selectFrom('ethics_voice as v')
    .leftJoin('ethics_member as m', 'm.account', 'v.account')
    .select(['v.hearing', 'v.verdict', 'v.dissent', 'v.is_named', 'm.name'])
    .where('v.case_id', '=', caseId)
    .execute();
  const last = Math.max(0, ...voices.map(({ hearing }) => hearing));
  const votes = (verdict: string): number =>
    voices.filter((one) => one.hearing === last && one.verdict === verdict).length;
  const dissents = voices.flatMap(({ hearing, dissent, is_named, name }): readonly Dissent[] =>
    dissent === null || hearing !== last ? [] : [{ member: is_named ? name : null, text: dissent }],
  );
  return {
    votes: { for: votes('for'), against: votes('against'), abstain: votes('abstain') },
    hearings: new Set(voices.map(({ hearing }) => hearing)).size,
    // By their text: the order of seats would tell of whom it is.
    dissents: dissents.toSorted((a, b) => (a.text < b.text ? -1 : 1)),
  };
}

/** An opinion as lists have it. */
export function lineOf(row: Row): OpinionLine {
  return {
    number: row.number,
    uscc: usccOf(row.firm),
    firm: row.firm_name!,
    product: row.product!,
    stage: row.stage as Stage,
    outcome: row.outcome as Outcome,
    issuedAtMs: Number(row.issued_at_ms),
  };
}
