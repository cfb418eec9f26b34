// Support for this folder's tests: a program run by all parties and the dealer in one process.
import { sha256 } from '@finharbor/kernel';
import { memoryChannels } from '@finharbor/link';
import { createRing } from '../ring/ring.ts';
import { dealerEngine } from './dealer.ts';
import { deal, takeDealt } from './dealt.ts';
import type { Engine } from './engine.ts';
import { type MaskUse, partyEngine } from './party.ts';

import type { Transcript } from './transcript.ts';

/** Runs a program; the seeds follow from `seed`, so a run can be repeated. */
export async function simulate<T>(
  of: { parties: readonly string[]; seed: number; onMask?: (use: MaskUse) => void; transcript?: Transcript },
  program: (engine: Engine) => Promise<T>,
): Promise<T[]> {
  const { parties } = of;
  const seeds = new Map(parties.map((party) => [party, sha256(`${of.seed}:${party}`)]));
  const [dealerEnd, lastEnd] = memoryChannels('hub', parties.at(-1)!);
  const channels = new Map(
    parties.map((party) => [party, new Map<string, ReturnType<typeof memoryChannels>[0]>()]),
  );
  for (const [i, a] of parties.entries())
    for (const b of parties.slice(i + 1)) {
      const [left, right] = memoryChannels(a, b);
      channels.get(a)!.set(b, left);
      channels.get(b)!.set(a, right);
    }
  const ring = createRing();
  const dealing = deal({ seeds, last: dealerEnd, add: ring.addScaled });
  const dealt = program(dealerEngine({ parties, ring, dealing }));
  const transcript = of.transcript ?? { record: () => undefined, opened: () => [] };
  const runs = parties.map((self) => {
    const last = self === parties.at(-1);
    const correlations = takeDealt({ seed: seeds.get(self)!, channel: lastEnd, self, last });
    const setting = {
      self,
      parties,
      channels: channels.get(self)!,
      ring: createRing(),
      correlations,
      transcript,
    };
    return program(partyEngine({ ...setting, onMask: of.onMask }));
  });
  const [results] = await Promise.all([Promise.all(runs), dealt]);
  return results;
}
