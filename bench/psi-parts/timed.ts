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

/** What is run; each run is a session of its own. */
export type Run = Omit<Order, 'session'>;

/** One run, which nobody has looked at. */
export async function runOnce(parties: Linked, run: Run): Promise<Pair> {
  const reports = await parties.tell<Report>({ ...run, session: randomUUID() } satisfies Order);
  return { reports: reports as [Report, Report], peakMb: parties.peakMb() as [number, number] };
}

/** One run. Fails where the rows are not the right ones. */
export async function runChecked(parties: Linked, run: Run): Promise<Pair> {
  const pair = await runOnce(parties, run);
  const wrong = pair.reports.some(({ common }) => common?.isRight === false) || !pair.reports[0].common;
  if (wrong) throw new Error(`${nameOf(run)} found other rows than both have.`);
  return pair;
}

/** What a run is called in the table. */
export function nameOf({ protocol, adversary, count }: Run): string {
  return `${protocol} ${adversary} ${count}`;
}

/** Until the later of both is done. */
export function secondsOf({ reports }: Pair): number {
  return Math.max(...reports.map(({ ms }) => ms)) / 1000;
}

type Timed = { readonly parties: Linked; readonly order: Run; readonly runs: number };

/** Seconds of some runs that are alike; the median. */
export async function timed(
  context: BenchContext,
  { parties, order, runs }: Timed,
): Promise<{ readonly seconds: number; readonly last: Pair }> {
  const pairs: Pair[] = [];
  const seconds = await context.measure({ name: nameOf(order), unit: 's' }, runs, async () => {
    const pair = await runChecked(parties, order);
    pairs.push(pair);
    return secondsOf(pair);
  });
  return { seconds, last: pairs.at(-1)! };
}

/** Both ways on the wire. */
export function megabytes({ reports }: Pair): number {
  return Math.round(reports.reduce((sum, { bytesSent }) => sum + bytesSent, 0) / 10_000) / 100;
}
