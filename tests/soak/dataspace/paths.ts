import type { Side } from './histories.ts';

/** Where each message goes below its process. */
const tails: Readonly<Record<string, string>> = {
  request: 'request',
  offer: 'offers',
  accepted: 'events',
  agreement: 'agreement',
  verification: 'agreement/verification',
  finalized: 'events',
  termination: 'termination',
  start: 'start',
  suspension: 'suspension',
  completion: 'completion',
};

/** How many different messages of the other side took effect at each path, by a receiver's own history. */
export function expectedAt(
  { histories }: Side,
  sender: 'consumer' | 'provider',
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { pid, kind, steps } of histories)
    for (const [no, step] of steps.entries()) {
      const [by, message] = step.split(' ');
      if (by !== sender) continue;
      const middle = no === 0 ? '' : `/${encodeURIComponent(pid)}`;
      const path = `/dsp/2025-1/${kind}s${middle}/${tails[message!]}`;
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
  return counts;
}
