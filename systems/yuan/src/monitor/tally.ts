import type { Transfer } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { transferCodes } from '../money/numbers.ts';
import { dayOf, schemeZone } from '../scheme/limits.ts';
import { partiesOf } from './postgres.ts';
import { fewest } from './withhold.ts';

/** Payments of a kind: how many, of how much, and by how many people (as far as ten). */
export type Cell = { count: number; sumMinor: bigint; readonly payers: Set<string> };

/** The payments of one day. */
export type Day = {
  readonly day: string;
  readonly all: Cell;
  /** By the hour of the city's clock, `09`. */
  readonly byHour: Map<string, Cell>;
  /** By what the merchant sells; `person` where no merchant was paid. */
  readonly byCategory: Map<string, Cell>;
};

type Watching = Pick<YuanContext, 'db' | 'past' | 'clock'>;

const atOnce = 2_000;

/**
 * Counts the day's payments as the ledger makes them: each reading goes on where the last one ended, and a new day, or a new process,
 * begins with the day's first.
 */
export function tally(ctx: Watching): { readonly read: () => Promise<Day> } {
  let day = emptyDay('');
  let nextNs = 0n;
  let last: bigint | undefined;
  const advance = async (): Promise<void> => {
    const today = dayOf(ctx.clock.nowMs());
    if (today !== day.day) {
      day = emptyDay(today);
      nextNs = beginOf(today);
      last = undefined;
    }
    for (;;) {
      const rows = await ctx.past.since(transferCodes.pay, { sinceNs: nextNs, limit: atOnce });
      if (rows.length > 0) await count(ctx, day, { rows, last });
      last = rows.at(-1)?.userData128 ?? last;
      nextNs = rows.length === 0 ? nextNs : rows.at(-1)!.timestamp + 1n;
      if (rows.length < atOnce) return;
    }
  };
  // One after the other: two at once would count the same payments twice.
  let turn: Promise<void> = Promise.resolve();
  return {
    async read() {
      const mine = turn.catch(() => {}).then(advance);
      turn = mine;
      await mine;
      return day;
    },
  };
}

type Run = { readonly rows: readonly Transfer[]; readonly last: bigint | undefined };

async function count(ctx: Watching, day: Day, { rows, last }: Run): Promise<void> {
  const parties = await partiesOf(ctx.db, [
    ...new Set(rows.flatMap(({ debitAccountId, creditAccountId }) => [debitAccountId, creditAccountId])),
  ]);
  let before = last;
  for (const { userData128, debitAccountId, creditAccountId, amount, timestamp } of rows) {
    // What comes from several sources is one payment, and its transfers stand one after the other.
    const isNew = userData128 !== before;
    before = userData128;
    const payer = parties.get(debitAccountId)?.holder;
    const category = parties.get(creditAccountId)?.category ?? 'person';
    const cells = [day.all, cellOf(day.byHour, hourOf(timestamp)), cellOf(day.byCategory, category)];
    for (const cell of cells) {
      if (isNew) cell.count += 1;
      cell.sumMinor += amount;
      if (payer !== undefined && cell.payers.size < fewest) cell.payers.add(payer);
    }
  }
}

function cellOf(cells: Map<string, Cell>, key: string): Cell {
  const found = cells.get(key) ?? emptyCell();
  cells.set(key, found);
  return found;
}

function emptyCell(): Cell {
  return { count: 0, sumMinor: 0n, payers: new Set() };
}

function emptyDay(day: string): Day {
  return { day, all: emptyCell(), byHour: new Map(), byCategory: new Map() };
}

function beginOf(day: string): bigint {
  return Temporal.PlainDate.from(day).toZonedDateTime(schemeZone).epochNanoseconds;
}

function hourOf(timestampNs: bigint): string {
  const { hour } = Temporal.Instant.fromEpochNanoseconds(timestampNs).toZonedDateTimeISO(schemeZone);
  return String(hour).padStart(2, '0');
}
