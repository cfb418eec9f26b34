import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BenchContext } from '../harness/context.ts';
import { type Linked, type Place, startLinked } from '../harness/linked.ts';
import type { Order, Report } from './party.ts';

/** What both parties of one run reported, and their largest resident memory so far. */
type Pair = {
  readonly reports: readonly [receiver: Report, sender: Report];
  readonly peakMb: readonly [number, number];
};

/** Starts the two processes; the signal kills them. */
export function startParties(signal: AbortSignal, places?: readonly Place[]): Promise<Linked> {
  const program = join(import.meta.dirname, 'party.ts');
  return startLinked(signal, { program, names: ['receiver', 'sender'], ...(places && { places }) });
}

/** One run, which nobody has looked at. */
export async function runOnce(parties: Linked, order: Omit<Order, 'session'>): Promise<Pair> {
  const reports = await parties.tell<Report>({ ...order, session: randomUUID() } satisfies Order);
  return { reports: reports as [Report, Report], peakMb: parties.peakMb() as [number, number] };
}

type Timed = { readonly parties: Linked; readonly order: Omit<Order, 'session'>; readonly runs: number };

/** Seconds until the later of both is done; the median. Fails where the rows are not the right ones. */
export async function timed(
  context: BenchContext,
  { parties, order, runs }: Timed,
): Promise<{ readonly seconds: number; readonly last: Pair }> {
  const pairs: Pair[] = [];
  const name = `${order.protocol} ${order.adversary} ${order.count}`;
  const seconds = await context.measure({ name, unit: 's' }, runs, async () => {
    const pair = await runOnce(parties, order);
    const wrong = pair.reports.some(({ common }) => common?.isRight === false) || !pair.reports[0].common;
    if (wrong) throw new Error(`${name} found other rows than both have.`);
    pairs.push(pair);
    return Math.max(...pair.reports.map(({ ms }) => ms)) / 1000;
  });
  return { seconds, last: pairs.at(-1)! };
}

/** Both ways on the wire. */
export function megabytes({ reports }: Pair): number {
  return Math.round(reports.reduce((sum, { bytesSent }) => sum + bytesSent, 0) / 10_000) / 100;
}
