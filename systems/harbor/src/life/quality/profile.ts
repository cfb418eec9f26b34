import { populationStability } from '@finharbor/fusion';
import { type Duckdb, openDuckdb } from '@finharbor/fusion/duckdb';
import type { Field } from '../../documents.ts';
import type { Row } from '../../store.ts';
import type { QualityCell, QualityColumn } from '../documents.ts';
import { coarse, joinedCells, regrouped } from './cells.ts';

/** What a report is made of: the rows, the columns that are published, and the report before. */
export type ProfileRequest = {
  readonly rows: Iterable<Row>;
  readonly fields: readonly Field[];
  readonly smallestGroup: number;
  readonly previous: readonly QualityColumn[];
};
/** A report's figures; `rows` is rounded down. */
export type Profile = { readonly rows: number; readonly columns: readonly QualityColumn[] };

const memoryMb = 256;
const deciles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const mostValues = 20;

/**
 * Describes rows by DuckDB, in memory, so that the description tells of no single one: every count is rounded down to the smallest
 * group, no cell and no bound stands for fewer rows, and bounds are of two significant digits. Values of a category are named where its
 * holder has made them public; otherwise they have a rank, and no drift, since ranks of two loads need not mean the same value.
 */
export async function profiled(request: ProfileRequest): Promise<Profile> {
  using database = await openDuckdb({ memoryMb });
  await fill(database, request);
  const total = Number(await one(database, 'SELECT count(*) FROM r'));
  const columns: QualityColumn[] = [];
  for (const [at, field] of request.fields.entries())
    columns.push(await columnOf({ ...request, database, column: `c${at}`, field }));
  return { rows: floored(total, request.smallestGroup), columns };
}

type Described = Omit<ProfileRequest, 'rows'> & {
  readonly database: Duckdb;
  readonly column: string;
  readonly field: Field;
};

async function fill({ connection }: Duckdb, { rows, fields }: ProfileRequest): Promise<void> {
  const types = fields.map(({ kind }, at) => `c${at} ${kind === 'numeric' ? 'DOUBLE' : 'VARCHAR'}`);
  await connection.run(`CREATE TABLE r (${types.join(', ')})`);
  const appender = await connection.createAppender('r');
  for (const row of rows) {
    for (const { name, kind } of fields) {
      const value = row[name] ?? null;
      if (kind === 'numeric' && typeof value === 'number') appender.appendDouble(value);
      else if (kind === 'category' && value !== null) appender.appendVarchar(String(value));
      else appender.appendNull();
    }
    appender.endRow();
  }
  appender.closeSync();
}

async function columnOf(described: Described): Promise<QualityColumn> {
  const { database, column, field, smallestGroup } = described;
  const present = Number(await one(database, `SELECT count(${column}) FROM r`));
  const distinct = Number(await one(database, `SELECT approx_count_distinct(${column}) FROM r`));
  const isNumeric = field.kind === 'numeric';
  const cells = present < smallestGroup ? [] : await (isNumeric ? numericCells : categoryCells)(described);
  return {
    name: field.name,
    kind: field.kind,
    present: floored(present, smallestGroup),
    distinct: present < smallestGroup ? 0 : coarse(distinct),
    range: isNumeric && present >= 2 * smallestGroup ? await rangeOf(described, present) : null,
    cells,
    drift: driftOf(described, cells),
  };
}

/** Bounds that at least the smallest group of rows reaches on either side. */
async function rangeOf(
  { database, column, smallestGroup }: Described,
  present: number,
): Promise<QualityColumn['range']> {
  const part = smallestGroup / present;
  const at = (share: number) => one(database, `SELECT quantile_disc(${column}, ${share}) FROM r`);
  const [min, max] = [Number(await at(part)), Number(await at(1 - part))];
  return { min: coarse(min, 'down'), max: coarse(max, 'up') };
}

/** By the bounds of the report before, so that the two can be compared, or by deciles. */
async function numericCells(described: Described): Promise<readonly QualityCell[]> {
  const { database, column, smallestGroup } = described;
  const known = previousOf(described)?.cells.flatMap(({ from }) => (from === null ? [] : [from])) ?? [];
  const bounds = known.length > 0 ? known : await decilesOf(described);
  const cases = bounds.map((bound, at) => `WHEN ${column} < ${bound} THEN ${at}`).join(' ');
  const cell = bounds.length === 0 ? '0' : `CASE ${cases} ELSE ${bounds.length} END`;
  const found = await table(
    database,
    `SELECT ${cell} AS cell, count(*) FROM r WHERE ${column} IS NOT NULL GROUP BY cell`,
  );
  const counts = Array.from({ length: bounds.length + 1 }, () => 0);
  for (const [at, count] of found) counts[Number(at)] = Number(count);
  const starts = joinedCells(counts, smallestGroup);
  return starts.map((first, at) => {
    const count = counts.slice(first, starts[at + 1]).reduce((sum, part) => sum + part, 0);
    return { label: '', from: at === 0 ? null : bounds[first - 1]!, count: floored(count, smallestGroup) };
  });
}

async function decilesOf({ database, column }: Described): Promise<readonly number[]> {
  const [row] = await table(
    database,
    `SELECT ${deciles.map((share) => `quantile_cont(${column}, ${share})`).join(', ')} FROM r`,
  );
  return [...new Set(row!.map((value) => coarse(Number(value))))].toSorted((a, b) => a - b);
}

/** Values of enough rows, the most frequent first, and all others together where they are enough. */
async function categoryCells(described: Described): Promise<readonly QualityCell[]> {
  const { database, column, field, smallestGroup } = described;
  const found = await table(
    database,
    `SELECT ${column}, count(*) AS n FROM r WHERE ${column} IS NOT NULL GROUP BY ALL HAVING n >= ${smallestGroup}
      ORDER BY n DESC, ${column} LIMIT ${mostValues}`,
  );
  const isPublic = new Set(field.values ?? []);
  const present = Number(await one(database, `SELECT count(${column}) FROM r`));
  const rest = present - found.reduce((sum, [, count]) => sum + Number(count), 0);
  const cells = found.map(([value, count], at) => ({
    label: isPublic.has(String(value)) ? String(value) : `#${at + 1}`,
    from: null,
    count: floored(Number(count), smallestGroup),
  }));
  return rest < smallestGroup
    ? cells
    : [...cells, { label: '', from: null, count: floored(rest, smallestGroup) }];
}

function driftOf(described: Described, cells: readonly QualityCell[]): number | null {
  const before = previousOf(described)?.cells ?? [];
  if (before.length === 0 || cells.length === 0) return null;
  const isRanked = [...before, ...cells].some(({ label }) => label.startsWith('#'));
  if (described.field.kind === 'category' && isRanked) return null;
  const now = cells.map(({ count }) => count);
  if (described.field.kind === 'numeric') return populationStability(regrouped(before, cells), now);
  const labels = [...new Set([...before, ...cells].map(({ label }) => label))];
  const countIn = (list: readonly QualityCell[]) =>
    labels.map((label) => list.find((cell) => cell.label === label)?.count ?? 0);
  return populationStability(countIn(before), countIn(cells));
}

function previousOf({ previous, field }: Described): QualityColumn | undefined {
  return previous.find(({ name, kind }) => name === field.name && kind === field.kind);
}

function floored(count: number, smallestGroup: number): number {
  return Math.floor(count / smallestGroup) * smallestGroup;
}

async function table({ connection }: Duckdb, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

async function one(database: Duckdb, sql: string): Promise<unknown> {
  return (await table(database, sql))[0]![0];
}
