import { hash } from 'node:crypto';
import { mapToPoint, type Scalar } from '../psi/group.ts';
import { reduced } from './scalars.ts';

/** The modes of RFC 9497, section 3.1: with `verifiable`, whoever evaluates proves that it used the key it published. */
export type Mode = 'plain' | 'verifiable';

const modeBytes: Readonly<Record<Mode, number>> = { plain: 0, verifiable: 1 };
const blockBytes = 128;

/** The context string of RFC 9497, section 3.1, for ristretto255-SHA512. */
function contextString(mode: Mode): Buffer {
  return Buffer.concat([
    Buffer.from('OPRFV1-'),
    Buffer.of(modeBytes[mode]),
    Buffer.from('-ristretto255-SHA512'),
  ]);
}

const modes: readonly Mode[] = ['plain', 'verifiable'];
const tags = (prefix: string): Readonly<Record<Mode, Buffer>> =>
  Object.fromEntries(
    modes.map((mode) => [mode, Buffer.concat([Buffer.from(prefix), contextString(mode)])]),
  ) as Record<Mode, Buffer>;
const groupTags = tags('HashToGroup-');
const scalarTags = tags('HashToScalar-');
const seedTags = tags('Seed-');

/** The domain separation tag of the proof's seed (RFC 9497, section 2.2.1). */
export function seedTag(mode: Mode): Uint8Array {
  return seedTags[mode];
}

/** The 64 uniform bytes that an input's element is mapped from (RFC 9497, section 4.1). */
export function uniformFor(input: Uint8Array, mode: Mode): Uint8Array {
  return expandMessage(input, groupTags[mode]);
}

/** An input's element. */
export function hashToGroup(input: Uint8Array, mode: Mode): Uint8Array {
  return mapToPoint(uniformFor(input, mode));
}

/** A scalar that follows from the input (RFC 9497, section 4.1). */
export function hashToScalar(input: Uint8Array, mode: Mode): Scalar {
  return reduced(expandMessage(input, scalarTags[mode]));
}

/** expand_message_xmd of RFC 9380, section 5.3.1, with SHA-512 and 64 bytes of output, which is one block. */
function expandMessage(message: Uint8Array, tag: Buffer): Uint8Array {
  const tagPrime = Buffer.concat([tag, Buffer.of(tag.length)]);
  const padding = Buffer.alloc(blockBytes);
  const first = hash('sha512', Buffer.concat([padding, message, Buffer.of(0, 64, 0), tagPrime]), 'buffer');
  return hash('sha512', Buffer.concat([first, Buffer.of(1), tagPrime]), 'buffer');
}
