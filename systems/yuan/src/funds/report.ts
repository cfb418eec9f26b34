import type { YuanContext } from '../context.ts';
import { transferOf } from '../money/ids.ts';
import { type Batch, chunkEntries, type Entry } from './domain.ts';
import { entriesOf } from './entries.ts';
import { paymentOfEntry, reserveOf } from './ids.ts';
import { reservationOf } from './run.ts';
import type { BatchView, Report } from './views.ts';

const mostDifferences = 100;

/** Holds a batch against the ledger, entry by entry. */
export async function reportOf(
  { db, till, past }: Pick<YuanContext, 'db' | 'till' | 'past'>,
  view: BatchView,
): Promise<Report> {
  const { id, tally, approvedAtMs } = view;
  const reserve = reserveOf(id);
  const [held, reservedMinor] = await Promise.all([
    till.purses([reserve]),
    reservedOf({ past }, { id, approvedAtMs }),
  ]);
  const heldMinor = held.get(reserve) ?? 0n;
  const differences: number[] = [];
  let [count, sumMinor] = [0, 0n];
  for await (const entries of chunksOf(db, id)) {
    const made = await past.made(entries.map((entry) => movementOf(id, entry)));
    const amounts = new Map(made.map((one) => [one.id, one.amount]));
    for (const entry of entries) {
      const amount = amounts.get(movementOf(id, entry));
      if (amount !== undefined) [count, sumMinor] = [count + 1, sumMinor + amount];
      const isSaid = entry.state === 'paid' ? amount === entry.amountMinor : amount === undefined;
      if (!isSaid && differences.length < mostDifferences) differences.push(entry.line);
    }
  }
  const returnedMinor = reservedMinor - sumMinor - heldMinor;
  const isReconciled =
    differences.length === 0 &&
    sumMinor === tally.paid.sumMinor &&
    (reservedMinor === 0n ||
      (heldMinor === tally.waiting.sumMinor + tally.checked.sumMinor + tally.planned.sumMinor &&
        returnedMinor === tally.refused.sumMinor + tally.returned.sumMinor));
  return {
    batch: view,
    reservedMinor,
    paid: { count, sumMinor },
    heldMinor,
    returnedMinor: returnedMinor < 0n ? 0n : returnedMinor,
    differences,
    isReconciled,
  };
}

/** All entries of a batch, a thousand at a time. */
export async function* chunksOf(db: YuanContext['db'], batch: string): AsyncGenerator<readonly Entry[]> {
  for (let after = 0; ; ) {
    const entries = await entriesOf(db, batch, { after, limit: chunkEntries });
    if (entries.length === 0) return;
    yield entries;
    after = entries.at(-1)!.no;
  }
}

function movementOf(batch: string, { no }: Entry): bigint {
  return transferOf(paymentOfEntry(batch, no), 'money');
}

async function reservedOf(
  { past }: Pick<YuanContext, 'past'>,
  { id, approvedAtMs }: Pick<Batch, 'id' | 'approvedAtMs'>,
): Promise<bigint> {
  if (approvedAtMs === null) return 0n;
  const [made] = await past.made([transferOf(reservationOf(id, approvedAtMs), 'money')]);
  return made?.amount ?? 0n;
}
