import {
  createTransferStatus,
  encodeTransfers,
  type WrittenLedger as Ledger,
  type NewTransfer,
  transferFlags,
} from '@finharbor/ledger';
import { batchSize, type Load } from './loads.ts';

/** A batch as the ledger takes it, and whether all of it was made. */
type Send = (ledger: Ledger, batch: readonly NewTransfer[]) => () => Promise<boolean>;

/** As 128 bytes a transfer. */
export const packed: Send = (ledger, batch) => {
  const words = encodeTransfers(batch);
  return async () =>
    (await ledger.createPackedTransfers(words)).statuses.every((status) => status === created);
};

/** As objects. */
export const plain: Send = (ledger, batch) => async () =>
  (await ledger.createTransfers(batch)).every(({ status }) => status === 'created');

const { created } = createTransferStatus;

/** Transfers a second in batches, the next ones always on their way. Fails where one is not made. */
export async function inBatches(
  ledger: Ledger,
  load: Load,
  { batches, send }: { readonly batches: number; readonly send: Send },
): Promise<number> {
  // Made beforehand: what the caller spends on its own objects is not the ledger's.
  const made = Array.from({ length: batches }, () => {
    const batch = Array.from({ length: batchSize }, load);
    const last = batch.at(-1)!;
    batch[batchSize - 1] = { ...last, flags: (last.flags ?? 0) & ~transferFlags.linked };
    return send(ledger, batch);
  });
  const before = performance.now();
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < batches) if (!(await made[next++]!())) throw new Error('A transfer was not made.');
  };
  await Promise.all([caller(), caller(), caller()]);
  return (batches * batchSize) / ((performance.now() - before) / 1000);
}

/** Many callers with one transfer at a time: how many a second, and how long one of a hundred waits at least. */
export async function oneByOne(
  ledger: Ledger,
  load: Load,
  { callers, seconds }: { readonly callers: number; readonly seconds: number },
): Promise<{ readonly perSecond: number; readonly p99Ms: number }> {
  const waits: number[] = [];
  const before = performance.now();
  const end = before + seconds * 1000;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      const asked = performance.now();
      const [result] = await ledger.createTransfers([load()]);
      if (result!.status !== 'created') throw new Error(`A transfer is ${result!.status}.`);
      waits.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = waits.length / ((performance.now() - before) / 1000);
  waits.sort((a, b) => a - b);
  return { perSecond, p99Ms: waits[Math.floor(waits.length * 0.99)]! };
}
