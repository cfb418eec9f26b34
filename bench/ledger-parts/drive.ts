import type { WrittenLedger as Ledger } from '@finharbor/ledger';
import { batchSize, type Load } from './loads.ts';

/** Transfers a second in batches, the next one always on its way. Fails where one is not made. */
export async function inBatches(ledger: Ledger, load: Load, batches: number): Promise<number> {
  // Made beforehand: what the caller spends on its own objects is not the ledger's.
  const made = Array.from({ length: batches }, () => {
    const batch = Array.from({ length: batchSize }, load);
    const last = batch.at(-1)!;
    batch[batchSize - 1] = { ...last, flags: (last.flags ?? 0) & ~1 };
    return batch;
  });
  const before = performance.now();
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < batches) {
      const results = await ledger.createTransfers(made[next++]!);
      const wrong = results.find(({ status }) => status !== 'created');
      if (wrong) throw new Error(`A transfer is ${wrong.status}.`);
    }
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
