import { fail, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { labelled } from '../ot/keystream.ts';
import { receiveExactly } from '../ot/wire.ts';
import { groupReady } from '../psi/group.ts';
import type { Ring } from '../ring/ring.ts';
import { correlatedTransfers } from './correlated.ts';
import { createSealing } from './lattice/sealing.ts';
import type { PairMaking, Place } from './matrices.ts';

/** Who meets whom, and bytes that say what for; both must have the same. */
export type PairMeeting = {
  readonly channel: Channel;
  readonly parties: readonly string[];
  readonly self: string;
  readonly purpose: Uint8Array;
  readonly random: Random;
  readonly ring: Ring;
};

const nonceBytes = 16;

/**
 * Meets the other half and runs the base transfers. Both draw a nonce and say what they have heard, so that nobody can repeat words
 * of another session. Errors: `fusion.bad_message`, `fusion.inconsistent`.
 */
export async function meetPair(meeting: PairMeeting): Promise<PairMaking> {
  const { channel, parties, self, random, ring } = meeting;
  await groupReady();
  const place: Place = parties[0] === self ? 0 : 1;
  const mine = random.bytes(nonceBytes);
  await channel.send('paired/nonce', mine);
  const theirs = await receiveExactly(channel, 'paired/nonce', nonceBytes);
  const nonces = place === 0 ? [mine, theirs] : [theirs, mine];
  const context = labelled('paired/session', meeting.purpose, ...nonces);
  const seen = (at: Place): Uint8Array => labelled('paired/seen', context, Uint8Array.of(at));
  await channel.send('paired/seen', seen(place));
  const answer = await receiveExactly(channel, 'paired/seen', context.length);
  if (!Buffer.from(answer).equals(seen(place === 0 ? 1 : 0)))
    fail('fusion.bad_message', `${channel.peer} repeats what was said in another session.`);
  const transfers = await correlatedTransfers({ channel, context, random, ring, leads: place === 0 });
  const { publicKey, meet } = createSealing(random);
  await channel.send('paired/key', publicKey);
  const sealing = meet(await receiveExactly(channel, 'paired/key', publicKey.length));
  return { ring, transfers, parties, place, channel, sealing, random };
}
