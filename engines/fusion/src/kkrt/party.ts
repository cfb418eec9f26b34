import type { Job, Party, ProtocolCost } from '../intersect/protocols.ts';
import { binsFor, codeBytes, tagWidth } from './parameters.ts';
import { runReceiver } from './receiver.ts';
import { runSender } from './sender.ts';

/** One party's end of KKRT16. Nothing has to be committed to. */
export const kkrtParty: Party = (_, isReceiver) => ({
  commitment: new Uint8Array(0),
  carryOut: isReceiver ? runReceiver : runSender,
});

/** Seconds of work: of a session, of each of the receiver's identifiers, of each of the sender's; measured. */
const work = { session: 0.05, receiver: 0.65e-6, sender: 0.6e-6 } as const;

/** Bytes of the base transfers and their extension. */
const sessionBytes = 25_000;

/** What KKRT16 takes; the matrix and three tags for each of the sender's identifiers are all that counts. */
export function kkrtCost({ receiverSize, senderSize }: Job): ProtocolCost {
  const sizes = { receiverSize: Math.max(1, receiverSize), senderSize: Math.max(1, senderSize) };
  const tags = 3 * senderSize * tagWidth(sizes);
  return {
    bytes: codeBytes * binsFor(receiverSize) + tags + sessionBytes,
    workSeconds: work.session + work.receiver * receiverSize + work.sender * senderSize,
    messages: 5,
  };
}
