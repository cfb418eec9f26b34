import { itemBytes } from '../intersect/items.ts';
import type { Job, Party, ProtocolCost } from '../intersect/protocols.ts';
import { type Met, type Run, steps } from '../intersect/session.ts';
import { labelled } from '../ot/keystream.ts';
import { elementBytes } from '../ristretto/jobs.ts';
import { poolFor } from '../ristretto/pool.ts';
import { tagBytes } from './items.ts';
import { receiveIntersection } from './receiver.ts';
import { sendIntersection } from './sender.ts';
import type { EcdhRun } from './session.ts';

/** Above that a side works for minutes where the other protocols take seconds. */
export const ecdhMostIds: number = 2 ** 20;

/** One party's end of the intersection on ECDH. Nothing has to be committed to. */
export const ecdhParty: Party = (_, isReceiver) => ({
  commitment: new Uint8Array(0),
  async carryOut(run, met) {
    const session = await sessionOf(run, met, isReceiver);
    const places = await (isReceiver ? receiveIntersection(session) : sendIntersection(session));
    if (!places) return undefined;
    const common = new Uint8Array(run.messages.count);
    for (const place of places) common[place] = 1;
    return common;
  },
});

async function sessionOf(
  { channel, arena, random, terms, messages, step }: Run,
  { receiverSize, senderSize, transcript }: Met,
  isReceiver: boolean,
): Promise<EcdhRun> {
  const { at, lengths, count, rows } = messages;
  const sizes = arena.bytes(lengths, count);
  const texts = Buffer.from(arena.bytes(at, itemBytes * count).buffer);
  // A message's bytes stand for its identifier, also where that is long; the group's map takes them as text.
  const ids = Array.from(sizes, (size, k) => {
    const from = at + itemBytes * k;
    return texts.toString('latin1', from, from + size);
  });
  const peerSize = isReceiver ? senderSize : receiverSize;
  const total = count + (isReceiver ? count : peerSize);
  let [done, told] = [0, 0];
  return {
    ...{ channel, random, isReceiver, peerSize, learns: terms.learns, pool: await poolFor(total) },
    own: { ids, rows, duplicates: 0 },
    salt: labelled('ecdh/salt', transcript),
    worked(more) {
      done += more;
      for (; told < Math.floor((steps * done) / total); told++) step();
    },
  };
}

/** Seconds of work: of a session, of each of the receiver's identifiers, of each of the sender's; measured. */
const work = { session: 0.01, receiver: 42e-6, sender: 21e-6 } as const;

/** Bytes of both hellos and of the key. */
const sessionBytes = 200;

/** What an intersection on ECDH takes: few bytes, and multiplications in a group for each identifier. */
export function ecdhCost({ receiverSize, senderSize }: Job): ProtocolCost {
  return {
    bytes: 2 * elementBytes * receiverSize + tagBytes * senderSize + sessionBytes,
    workSeconds: work.session + work.receiver * receiverSize + work.sender * senderSize,
    messages: 3,
  };
}
