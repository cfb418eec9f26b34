import type { Words } from '../ring/words.ts';
import type { Shared } from '../shares/engine.ts';
import { addNoise } from './noise/release.ts';
import { comparesRowSets } from './plan.ts';
import { shareRowSet, tooClose } from './row-sets/compare.ts';
import { type Query, shareTable } from './tables/share-table.ts';
import { layOutTable, type Table } from './tables/table.ts';
import { withholdSmall } from './threshold/release.ts';

/** The stages of a query, in order; `rows` only where row sets are compared. */
export const statisticsStages = ['rows', 'tables', 'protect', 'open'] as const;

/** One statistic as it was opened to this party; undefined where it is not for it. */
export type OpenedTable = { readonly table: Table; readonly words: Words | undefined };

/** What goes on around the program. */
export type Around = {
  /** Told as stages begin. */
  readonly stage: (name: string) => void;
  /** Whether to go on, given the earlier query that this one is too close to; all parties and the dealer agree. */
  readonly verdict: (close: string | undefined) => Promise<boolean>;
  /** Keeps this party's share of the row set, and waits until all have. */
  readonly keep: (set: Shared) => Promise<void>;
  /** Awaited before results are opened. */
  readonly beforeLast: () => Promise<void>;
};

/** How a program ends: with opened tables, or before anything was opened. */
export type Ending =
  | { readonly kind: 'opened'; readonly tables: readonly OpenedTable[] }
  | { readonly kind: 'close'; readonly query: string | undefined };

/** The whole query, as every party and the dealer walk it. */
export async function statisticsProgram(query: Query, around: Around): Promise<Ending> {
  const { plan } = query;
  if (comparesRowSets(plan)) {
    around.stage('rows');
    const set = await shareRowSet(query);
    const close = await tooClose(query, set);
    if (!(await around.verdict(close))) return { kind: 'close', query: close };
    await around.keep(set);
  }
  around.stage('tables');
  const tables = plan.statistics.map((statistic) => layOutTable(plan, statistic));
  const sums: Shared[] = [];
  for (const table of tables) sums.push(await shareTable(query, table));
  around.stage('protect');
  const ready: Shared[] = [];
  for (const [i, table] of tables.entries()) {
    const protect = table.statistic.protection.kind === 'threshold' ? withholdSmall : addNoise;
    ready.push(await protect(query, table, sums[i]!));
  }
  around.stage('open');
  await around.beforeLast();
  const opened: OpenedTable[] = [];
  for (const [i, table] of tables.entries())
    opened.push({ table, words: await openTable(query, table, ready[i]!) });
  return { kind: 'opened', tables: opened };
}

async function openTable({ engine }: Query, { statistic }: Table, ready: Shared): Promise<Words | undefined> {
  let words: Words | undefined;
  for (const party of statistic.to)
    words = (await engine.reveal(`result/${statistic.name}`, ready, { party, bits: 64 })) ?? words;
  return words;
}
