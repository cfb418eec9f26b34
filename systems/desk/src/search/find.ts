import type { Bilingual } from '@finharbor/kernel/contract';
import { type Lookup, lookupsOf, wordsOf } from '@finharbor/kernel/words';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Person } from '../context.ts';
import { audiencesOf, type Found } from './domain.ts';

/** What is looked for, and how much of it is wanted. */
export type SearchRequest = { readonly q: string; readonly limit?: number | undefined };

const usual = 20;
// A single letter fits a great part of all there is: the best of the first few hundred are good enough for it.
const judged = 300;

type Row = {
  readonly kind: string;
  readonly title: Bilingual;
  readonly detail: Bilingual | null;
  readonly href: string;
  readonly others: boolean;
};

/** What is found, and how many of it, by kind, are another party's. */
export type Finding = {
  readonly items: readonly Found[];
  readonly others: ReadonlyMap<string, number>;
};

/** What a person may find: what begins with the query before what only holds it, short before long. */
export async function findItems(
  db: Db,
  person: Person,
  { q, limit = usual }: SearchRequest,
): Promise<Finding> {
  const lookups = lookupsOf(q);
  if (lookups.length === 0) return { items: [], others: new Map() };
  const begins = `${wordsOf(q).join(' ')}%`;
  const { rows } = await sql<Row>`
    select kind, title, detail, href, others from (
      select * from desk_search
      where audience && ${[...audiencesOf(person)]}::text[]
        and ${sql.join(lookups.map(conditionOf), sql` and `)}
      limit ${judged}
    ) as candidate
    order by words like ${begins} desc, length(words), kind, id
    limit ${limit}
  `.execute(db);
  const others = Map.groupBy(
    rows.filter((row) => row.others),
    ({ kind }) => kind,
  );
  return {
    items: rows.map(({ detail, others: _others, ...found }) =>
      detail === null ? found : { ...found, detail },
    ),
    others: new Map([...others].map(([kind, of]) => [kind, of.length])),
  };
}

function conditionOf(lookup: Lookup): RawBuilder<boolean> {
  if (lookup.by === 'pattern') return sql`terms like ${lookup.pattern}`;
  // By position and not by pattern: the index would look all trigrams of a code up, and nearly every item has them.
  return sql`codes @> ${[lookup.beginning]}::text[] and strpos(terms, ${` ${lookup.word}`}) > 0`;
}
