import type { Words } from '../ring/words.ts';
import { addNoise } from './noise/release.ts';
import { type Query, shareTable } from './tables/share-table.ts';
import { layOutTable, type Table } from './tables/table.ts';
import { withholdSmall } from './threshold/release.ts';

/** The stages of a query, in order. */
export const statisticsStages = ['tables', 'protect', 'open'] as const;

/** One statistic as it was opened to this party; undefined where it is not for it. */
export type OpenedTable = { readonly table: Table; readonly words: Words | undefined };

/** What goes on around the program: stages as they begin, and the wait before results are opened. */
export type Around = { readonly stage: (name: string) => void; readonly beforeLast: () => Promise<void> };

/** The whole query, as every party and the dealer walk it. */
export async function statisticsProgram(query: Query, around: Around): Promise<readonly OpenedTable[]> {
  const { engine, plan } = query;
  around.stage('tables');
  const tables = plan.statistics.map((statistic) => layOutTable(plan, statistic));
  const sums = [];
  for (const table of tables) sums.push(await shareTable(query, table));
  around.stage('protect');
  const ready = [];
  for (const [i, table] of tables.entries()) {
    const protect = table.statistic.protection.kind === 'threshold' ? withholdSmall : addNoise;
    ready.push(await protect(query, table, sums[i]!));
  }
  around.stage('open');
  await around.beforeLast();
  const opened: OpenedTable[] = [];
  for (const [i, table] of tables.entries()) {
    let words: Words | undefined;
    for (const party of table.statistic.to)
      words =
        (await engine.reveal(`result/${table.statistic.name}`, ready[i]!, { party, bits: 64 })) ?? words;
    opened.push({ table, words });
  }
  return opened;
}
