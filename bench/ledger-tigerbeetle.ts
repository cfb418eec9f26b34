import type { Ledger, NewTransfer } from '@finharbor/ledger';
import { transferFlags } from '@finharbor/ledger';
import { openTigerBeetleLedger } from '@finharbor/ledger/tigerbeetle';
import type { BenchContext, Figures } from './harness/context.ts';
import { type Load, loads } from './ledger-parts/loads.ts';

const accounts = 100_000;
const accountsAtOnce = 8_000;
/** As many as one request of TigerBeetle 0.17 holds. */
const batchSize = 8_189;
const batches = 40;
const defaultRuns = 5;
const callers = 512;
const singleSeconds = 5;

/**
 * A TigerBeetle server under the loads of `ledger`, through the same interface: the cluster 0 at FINHARBOR_TIGERBEETLE (`ip:port`), with
 * `tigerbeetle-node` installed. The server may have been measured before: ids are new. Figures as of `ledger`; the batches are of objects.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const address = process.env.FINHARBOR_TIGERBEETLE;
  if (address === undefined) throw new Error('FINHARBOR_TIGERBEETLE says where the server is: ip:port.');
  await using ledger = await openTigerBeetleLedger({ clusterId: 0n, addresses: [address] });
  await openAccounts(ledger);
  const { uniform, hot, mixed } = loads(accounts, Math.random);
  const since = BigInt(Date.now()) << 64n;
  const runs = context.runs ?? defaultRuns;
  const inTurn = (name: string, load: Load): Promise<number> =>
    context.measure({ name, unit: '/s' }, runs, () => inBatches(ledger, renewed(load, since)));
  const batch = await inTurn('batches, uniform', uniform);
  const hotter = await inTurn('batches, one hot account', hot);
  const mixture = await inTurn('batches, mixed', mixed);
  const waits: number[] = [];
  const single = await context.measure({ name: `${callers} callers`, unit: '/s' }, runs, async () => {
    const { perSecond, p99Ms } = await oneByOne(ledger, renewed(uniform, since));
    waits.push(p99Ms);
    return perSecond;
  });
  const wait = { name: `${callers} callers, p99`, unit: 'ms' };
  const p99 = await context.measure(wait, runs, async (k) => waits[k]!);
  return {
    batch_per_s: Math.round(batch),
    hot_over_uniform: Math.round((hotter / batch) * 100) / 100,
    mixed_per_s: Math.round(mixture),
    single_512_per_s: Math.round(single),
    single_512_p99_ms: Math.round(p99 * 10) / 10,
  };
}

async function openAccounts(ledger: Ledger): Promise<void> {
  for (let first = 1; first <= accounts; first += accountsAtOnce) {
    const length = Math.min(accountsAtOnce, accounts - first + 1);
    const opened = Array.from({ length }, (_, k) => ({ id: BigInt(first + k), ledger: 1, code: 1 }));
    const results = await ledger.createAccounts(opened);
    if (results.some(({ status }) => status !== 'created' && status !== 'exists'))
      throw new Error('An account was not opened.');
  }
}

/** The same load under ids that a server with a past has not seen. */
function renewed(load: Load, since: bigint): Load {
  return () => {
    const { pendingId = 0n, ...transfer } = load();
    return {
      ...transfer,
      id: transfer.id + since,
      pendingId: pendingId === 0n ? 0n : pendingId + since,
    };
  };
}

async function inBatches(ledger: Ledger, load: Load): Promise<number> {
  // Made beforehand: what the caller spends on its own objects is not the ledger's.
  const made = Array.from({ length: batches }, (): readonly NewTransfer[] => {
    const batch = Array.from({ length: batchSize }, load);
    const last = batch.at(-1)!;
    return [...batch.slice(0, -1), { ...last, flags: (last.flags ?? 0) & ~transferFlags.linked }];
  });
  const before = performance.now();
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < batches) await send(ledger, made[next++]!);
  };
  await Promise.all([caller(), caller(), caller()]);
  return (batches * batchSize) / ((performance.now() - before) / 1000);
}

async function oneByOne(
  ledger: Ledger,
  load: Load,
): Promise<{ readonly perSecond: number; readonly p99Ms: number }> {
  const waits: number[] = [];
  const before = performance.now();
  const end = before + singleSeconds * 1000;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      const asked = performance.now();
      await send(ledger, [load()]);
      waits.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = waits.length / ((performance.now() - before) / 1000);
  waits.sort((a, b) => a - b);
  return { perSecond, p99Ms: waits[Math.floor(waits.length * 0.99)]! };
}

async function send(ledger: Ledger, batch: readonly NewTransfer[]): Promise<void> {
  const wrong = (await ledger.createTransfers(batch)).find(({ status }) => status !== 'created');
  if (wrong) throw new Error(`A transfer is ${wrong.status}.`);
}
