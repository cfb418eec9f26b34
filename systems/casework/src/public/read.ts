import { latest, type Published } from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import { lookupsOf } from '@finharbor/kernel/words';
import { type RawBuilder, sql } from 'kysely';
import type { CaseworkContext } from '../context.ts';

type Named = { readonly name: string; readonly title: Bilingual };

/** What everybody may read of a case, and how to object to it. */
export type PublicView = {
  readonly number: string;
  readonly procedure: Named;
  readonly title: Bilingual;
  readonly facts: Published['facts'];
  readonly publishedAtMs: number;
  readonly objection: { readonly procedure: Named; readonly untilMs: number } | null;
};

/** Which published cases are asked for; the latest come first, and `after` is the last that was seen. */
export type PublicQuery = {
  readonly procedure?: string | undefined;
  readonly text?: string | undefined;
  readonly after?: { readonly atMs: string | bigint; readonly number: string } | undefined;
  readonly limit: number;
};

const columns = sql.raw('number, procedure, title, facts, objection, published_at_ms');

/** The published cases that fit. What does not stand in what is published is not looked at: nobody can ask by it. */
export async function publicCases(
  ctx: CaseworkContext,
  { procedure, text, after, limit }: PublicQuery,
): Promise<readonly PublicView[]> {
  const said = text === undefined ? [] : saidIn(text);
  if (!said) return [];
  const where = [
    sql`true`,
    ...said,
    ...(procedure === undefined ? [] : [sql`procedure = ${procedure}`]),
    ...(after ? [sql`(published_at_ms, number) < (${after.atMs}::bigint, ${after.number})`] : []),
  ];
  const { rows } = await sql<Row>`select ${columns} from case_public where ${sql.join(where, sql` and `)}
    order by published_at_ms desc, number desc limit ${limit}`.execute(ctx.db);
  return rows.map((row) => viewOf(ctx, row));
}

/** One by its number; undefined where nothing is published under it. */
export async function publicCase(ctx: CaseworkContext, number: string): Promise<PublicView | undefined> {
  const { rows } = await sql<Row>`select ${columns} from case_public where number = ${number}`.execute(
    ctx.db,
  );
  return rows[0] && viewOf(ctx, rows[0]);
}

/** So many of them by number, after one: an order that no later publication changes. */
export async function publicCasesAfter(
  ctx: CaseworkContext,
  after: string | undefined,
  limit: number,
): Promise<readonly PublicView[]> {
  const { rows } = await sql<Row>`select ${columns} from case_public where number > ${after ?? ''}
    order by number limit ${limit}`.execute(ctx.db);
  return rows.map((row) => viewOf(ctx, row));
}

type Row = {
  readonly number: string;
  readonly procedure: string;
  readonly title: Bilingual;
  readonly facts: Published['facts'];
  readonly objection: Published['objection'] | null;
  readonly published_at_ms: bigint;
};

function viewOf({ cases }: CaseworkContext, row: Row): PublicView {
  const named = (name: string): Named => ({
    name,
    title: latest(cases, name)?.title ?? { en: name, zh: name },
  });
  const { number, title, facts, objection } = row;
  return {
    ...{ number, title, facts, procedure: named(row.procedure), publishedAtMs: Number(row.published_at_ms) },
    objection: objection ? { procedure: named(objection.procedure), untilMs: objection.untilMs } : null,
  };
}

/** What a text asks of a published case: its number, or its words; undefined where it has none. */
function saidIn(text: string): readonly RawBuilder<unknown>[] | undefined {
  const number = text.normalize('NFKC').trim().toUpperCase();
  if (/^[A-Z]{2,6}-\d{4}-\d{6,9}$/.test(number)) return [sql`number = ${number}`];
  const lookups = lookupsOf(text);
  if (lookups.length === 0) return undefined;
  return lookups.map((one) =>
    one.by === 'pattern'
      ? sql`terms like ${one.pattern}`
      : sql`(codes @> ${[one.beginning]}::text[] and strpos(terms, ${` ${one.word}`}) > 0)`,
  );
}
