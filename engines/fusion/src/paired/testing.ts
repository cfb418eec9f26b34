// Support for this folder's tests: two halves of a dealer in one process, and programs that two parties run on what they make.
import { sha256, systemClock, systemRandom } from '@finharbor/kernel';
import { type Channel, memoryChannels } from '@finharbor/link';
import { createRing } from '../ring/ring.ts';
import type { Engine } from '../shares/engine.ts';
import type { MaskUse } from '../shares/party.ts';
import { pairedEngine, pairedParty } from './engine.ts';
import { createMaterial } from './material.ts';
import type { PairMaking } from './matrices.ts';
import { meetPair, type PairMeeting } from './meet.ts';

export const pair = ['a', 'b'] as const;

/** How one half meets the other in a test. */
export function meetingOf(self: string, channel: Channel): PairMeeting {
  return {
    ...{ channel, parties: pair, self, random: systemRandom, ring: createRing() },
    purpose: sha256('test'),
  };
}

/** Two halves that have met, by name. */
export async function metPair(): Promise<ReadonlyMap<string, PairMaking>> {
  const ends = memoryChannels('a', 'b');
  const halves = pair.map(async (self, i) => [self, await meetPair(meetingOf(self, ends[i]!))] as const);
  return new Map(await Promise.all(halves));
}

/** Runs programs at both parties of a pair that has met, each with a half of a dealer beside it; one after the other. */
export function runnerOf(
  halves: ReadonlyMap<string, PairMaking>,
): <T>(program: (engine: Engine) => Promise<T>, onMask?: (use: MaskUse) => void) => Promise<T[]> {
  return (program, onMask) => {
    const ends = memoryChannels('a', 'b');
    const transcript = { record: () => undefined, opened: () => [] };
    const runs = pair.map(async (self, i) => {
      const half = halves.get(self)!;
      const { making: material, correlations } = createMaterial({
        ...{ self, seed: systemRandom.bytes(32), clock: systemClock },
      });
      const channels = new Map([[pair[1 - i]!, ends[i]!]]);
      const setting = { self, parties: pair, channels, ring: half.ring, correlations, transcript, onMask };
      const making = pairedEngine({ ...half, material, random: systemRandom });
      const [result] = await Promise.all([program(pairedParty(setting)), program(making)]);
      return result;
    });
    return Promise.all(runs);
  };
}
