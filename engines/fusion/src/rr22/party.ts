import type { Job, Party, ProtocolCost } from '../intersect/protocols.ts';
import { okvsShape } from './okvs-shape.ts';
import { commitmentTo, runReceiver } from './receiver.ts';
import { runSender } from './sender.ts';
import { tagWidth } from './session.ts';

/** A side takes about 400 bytes an identifier, in one memory of at most 4 GiB. */
export const rr22MostIds: number = 2 ** 22;

/** One party's end of RR22. Both hellos have the same shape; the receiver's commitment is never opened. */
export const rr22Party: Party = ({ random }, isReceiver) => {
  const coin = random.bytes(32);
  return {
    commitment: commitmentTo(coin),
    carryOut: (run, met) => (isReceiver ? runReceiver(run, met) : runSender(run, met, coin)),
  };
};

/** Seconds of work: of a session, of each of the receiver's identifiers, of each of the sender's; measured. */
const work = { session: 0.1, receiver: 1.0e-6, sender: 0.6e-6 } as const;

/** Bytes of the base transfers, of the extension, of the trees. */
const sessionBytes = 400_000;

/** What RR22 takes; the store, and a tag for each of the sender's identifiers, are all that grows. */
export function rr22Cost({ receiverSize, senderSize, adversary }: Job): ProtocolCost {
  const sizes = { receiverSize: Math.max(1, receiverSize), senderSize: Math.max(1, senderSize) };
  const tags = senderSize * tagWidth({ adversary }, sizes);
  return {
    bytes: 16 * okvsShape(sizes.receiverSize).size + tags + sessionBytes,
    workSeconds: work.session + work.receiver * receiverSize + work.sender * senderSize,
    messages: adversary === 'malicious' ? 10 : 6,
  };
}
