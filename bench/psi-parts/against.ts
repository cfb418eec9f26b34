import type { BenchContext, Figures } from '../harness/context.ts';
import type { Linked } from '../harness/linked.ts';
import { nameOf, type Run, runChecked, secondsOf } from './timed.ts';

const few = 10_000;
const many = 100_000;

/** At ten thousand identifiers psi.js takes a third of a minute. */
const mostPeerRuns = 3;

/**
 * Our protocols beside OpenMined's psi.js, installed in `library`. All take turns, so that a machine that is slower for a minute is slower
 * for each: at 10,000 identifiers run by run; at 100,000, where psi.js takes minutes, once between the halves of ours.
 */
export async function againstPeer(
  context: BenchContext,
  parties: Linked,
  { library, runs }: { readonly library: string; readonly runs: number },
): Promise<Figures> {
  const peer = { protocol: 'psi.js', adversary: 'semi-honest', library } as const;
  const ecdh = { protocol: 'ecdh', adversary: 'semi-honest' } as const;
  const rr22 = { protocol: 'rr22', adversary: 'malicious', count: many } as const;
  const [peerFew, peerMany] = [few, many].map((count) => ({ ...peer, count })) as [Run, Run];
  const [ecdhFew, ecdhMany] = [few, many].map((count) => ({ ...ecdh, count })) as [Run, Run];
  const turns = [
    ...repeated([ecdhFew, peerFew, ecdhFew], Math.min(mostPeerRuns, runs)),
    ...repeated([rr22, ecdhMany], Math.ceil(runs / 2)),
    peerMany,
    ...repeated([rr22, ecdhMany], Math.ceil(runs / 2)),
  ];
  const medians = await inTurns(context, parties, turns);
  const seconds = (run: Run): number => medians.get(nameOf(run))!;
  const times = (ours: Run, theirs: Run): number => Math.round((seconds(theirs) / seconds(ours)) * 10) / 10;
  return {
    rr22_100k_s: seconds(rr22),
    psijs_10k_s: seconds(peerFew),
    psijs_100k_s: seconds(peerMany),
    rr22_over_psijs_100k: Math.round(times(rr22, peerMany)),
    ecdh_10k_s: seconds(ecdhFew),
    ecdh_100k_s: seconds(ecdhMany),
    ecdh_over_psijs_10k: times(ecdhFew, peerFew),
    ecdh_over_psijs_100k: times(ecdhMany, peerMany),
  };
}

function repeated(runs: readonly Run[], times: number): readonly Run[] {
  return Array.from({ length: times }, () => runs).flat();
}

/** Does all runs one after the other; the median seconds of those that are alike, by name. */
async function inTurns(
  context: BenchContext,
  parties: Linked,
  runs: readonly Run[],
): Promise<ReadonlyMap<string, number>> {
  const taken = new Map<string, number[]>();
  for (const run of runs) {
    context.signal.throwIfAborted();
    const seconds = secondsOf(await runChecked(parties, run));
    taken.set(nameOf(run), [...(taken.get(nameOf(run)) ?? []), seconds]);
  }
  const medians = new Map<string, number>();
  for (const [name, seconds] of taken)
    medians.set(name, await context.measure({ name, unit: 's' }, seconds.length, async (k) => seconds[k]!));
  return medians;
}
