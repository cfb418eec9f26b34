// Support for this folder's tests: queries run by all parties in one process, and random tables with their clear answers.
import assert from 'node:assert/strict';
import { codeOf, type Random, systemRandom } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { memoryLedger, meshes, partyOptions, seeded } from '../scorecard/testing.ts';
import type { BudgetLedger } from './budget/ledger.ts';
import type { CategoryColumn, NumberColumn, Statistic, StatisticsPlan } from './plan.ts';
import type { KeptSet, RowSets } from './row-sets/store.ts';
import type { StatisticsRows } from './rows.ts';
import { runStatistics, type StatisticsOptions, type StatisticsOutcome } from './run.ts';
import { serveStatisticsDealer } from './serve-dealer.ts';

export const roster: readonly string[] = ['bank', 'tax', 'social'];

/** The plan's columns of every test: categories at three parties, numbers at two. */
export const columns: readonly (CategoryColumn | NumberColumn)[] = [
  { kind: 'category', name: 'branch', party: 'bank', groups: ['east', 'west', 'north'] },
  { kind: 'number', name: 'loan', party: 'bank', min: -1_000, max: 2_000_000_000 },
  { kind: 'category', name: 'trade', party: 'tax', groups: ['mill', 'shop', 'farm', 'none'] },
  { kind: 'number', name: 'turnover', party: 'tax', min: -50_000, max: 50_000 },
  { kind: 'category', name: 'size', party: 'social', groups: ['small', 'large'] },
];

/** A plan over these columns. */
export function planOf(statistics: readonly Statistic[], more: Partial<StatisticsPlan> = {}): StatisticsPlan {
  return {
    kind: 'statistics',
    contract: 'contract-1',
    query: 'query-1',
    alignment: 'alignment-1',
    parties: roster,
    smallestGroup: 5,
    columns,
    filters: [],
    statistics,
    ...more,
  };
}

/** Rows of all parties: a tenth of the values missing, some beyond the bounds, groups of very different sizes. */
export function randomRows(seed: number, count: number): ReadonlyMap<string, StatisticsRows> {
  const next = seeded(seed);
  const value = (column: CategoryColumn | NumberColumn): number => {
    if (next() < 0.1) return Number.NaN;
    if (column.kind === 'category') return Math.floor(next() ** 3 * column.groups.length);
    const { min, max } = column;
    return Math.round(min + (next() * 1.4 - 0.2) * (max - min));
  };
  return new Map(
    roster.map((party) => {
      const own = columns.filter((column) => column.party === party);
      const drawn = own.map((column) => [column.name, Array.from({ length: count }, () => value(column))]);
      return [party, { count, columns: Object.fromEntries(drawn) }];
    }),
  );
}

/** A budget ledger that grants everything and forgets. */
function memoryBudget(): BudgetLedger {
  return {
    claim: async () => ({
      kind: 'granted',
      secret: systemRandom.bytes(32),
      state: { spentMicro: 0, leftMicro: 0 },
    }),
    bind: async () => 'bound',
    left: async () => undefined,
  };
}

/** Row sets that are forgotten when the process ends. */
export function memorySets(): RowSets {
  type Held = { readonly set: KeptSet; readonly share: Uint8Array<ArrayBuffer>; atAll: boolean };
  const held = new Map<string, Held>();
  const key = ({ query, session }: KeptSet): string => `${query}/${session}`;
  return {
    kept: async (contract) =>
      [...held.values()].flatMap(({ set, atAll }) => (set.contract === contract ? [{ ...set, atAll }] : [])),
    read: async (set) => held.get(key(set))!.share.slice(),
    async keep(set, share) {
      held.set(key(set), { set, share: Uint8Array.from(share), atAll: false });
    },
    async noteAtAll(set) {
      held.get(key(set))!.atAll = true;
    },
  };
}

/** What this party was told. */
export function answerOf(
  outcome: StatisticsOutcome | undefined,
): Extract<StatisticsOutcome, { kind: 'answered' }> {
  assert.ok(outcome?.kind === 'answered');
  return outcome;
}

/** Fresh options of every party. */
export type Extra = (party: string) => Partial<StatisticsOptions>;

/** Runs one query of all parties and the dealer in this process. */
export async function ask(
  plan: StatisticsPlan,
  rows: ReadonlyMap<string, StatisticsRows>,
  { extra = () => ({}), wrap = (mesh) => mesh, random = systemRandom }: AskOptions = {},
): Promise<ReadonlyMap<string, StatisticsOutcome>> {
  const session = crypto.randomUUID();
  const net = meshes(session, plan.parties);
  const dealt = serveStatisticsDealer(net.dealing, { plan, session, random, ledger: memoryLedger() });
  const runs = plan.parties.map(async (party) => {
    const options = {
      ...partyOptions(),
      budget: memoryBudget(),
      sets: memorySets(),
      plan,
      rows: rows.get(party)!,
      ...extra(party),
    };
    return [party, await runStatistics(wrap(net.mesh(party)), net.dealer(party), options)] as const;
  });
  const ends = await Promise.allSettled([...runs, dealt.then(() => undefined)]);
  const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []));
  // Whoever found the fault tells more than those it left.
  const [cause = failures[0]] = failures.filter((error) => codeOf(error) !== 'fusion.peer_gone');
  if (cause) throw cause;
  return new Map(ends.flatMap((end) => (end.status === 'fulfilled' && end.value ? [end.value] : [])));
}

type AskOptions = {
  /** The dealer's. */
  readonly random?: Random;
  readonly extra?: Extra;
  readonly wrap?: (mesh: Mesh) => Mesh;
};

/** A cell in the clear, before anything is withheld. */
export type ClearCell = { readonly rows: number; readonly sum: bigint; readonly squares: bigint };

/** All rows counted in the clear: per combination of `by`, the rows with nothing missing, and the clamped value's sums. */
export function clearCells(
  rows: ReadonlyMap<string, StatisticsRows>,
  by: readonly string[],
  value?: string,
): readonly ClearCell[] {
  const columnNamed = (name: string) => columns.find((column) => column.name === name)!;
  const read = (name: string, row: number): number => rows.get(columnNamed(name).party)!.columns[name]![row]!;
  const sizes = by.map((name) => (columnNamed(name) as CategoryColumn).groups.length);
  const cells = Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, () => ({
    rows: 0,
    sum: 0n,
    squares: 0n,
  }));
  for (let row = 0; row < rows.get(roster[0]!)!.count; row++) {
    const kept = [...rows.values()].every(({ keep }) => keep?.[row] !== 0);
    const names = value ? [...by, value] : by;
    if (!kept || names.some((name) => Number.isNaN(read(name, row)))) continue;
    const cell = cells[by.reduce((at, name, i) => at * sizes[i]! + read(name, row), 0)]!;
    cell.rows += 1;
    if (!value) continue;
    const { min, max } = columnNamed(value) as NumberColumn;
    const clamped = BigInt(Math.max(min, Math.min(max, read(value, row))));
    cell.sum += clamped;
    cell.squares += clamped * clamped;
  }
  return cells;
}
