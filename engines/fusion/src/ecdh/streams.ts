import type { Duplex } from '../ot/wire.ts';
import { placeBytes, type Stream } from '../psi/records.ts';
import { elementBytes } from '../ristretto/jobs.ts';
import { proofBytes, tagBytes } from './items.ts';

/** The lists of a session. */
export type Streams = {
  /** The receiver's identifiers, masked or blinded. */
  readonly asked: Stream;
  /** The same under the sender's key. */
  readonly answered: Stream;
  /** The sender's own list. */
  readonly tags: Stream;
  /** The order in which the receiver's list was answered. */
  readonly shuffle: Stream;
  /** What the receiver says is common. */
  readonly claims: Stream;
};

export function streams(channel: Duplex): Streams {
  return {
    asked: { channel, label: 'ecdh/asked', width: elementBytes },
    answered: { channel, label: 'ecdh/answered', width: elementBytes },
    tags: { channel, label: 'ecdh/tags', width: tagBytes },
    shuffle: { channel, label: 'ecdh/shuffle', width: placeBytes },
    claims: { channel, label: 'ecdh/claims', width: placeBytes + proofBytes },
  };
}
