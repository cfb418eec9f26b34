import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Arena } from '../kernels/arena.ts';

/** All that the protocol asks of a connection: messages in order, each under a label both sides expect. */
export type Duplex = Pick<Channel, 'peer' | 'send' | 'receive'>;

/** Bytes in one message of a long vector; every message but the last holds exactly so many. */
export const pieceBytes = 1_048_576;

/** A message that must have this length. Errors: `fusion.bad_message`. */
export async function receiveExactly(
  channel: Duplex,
  label: string,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const message = await channel.receive(label);
  if (message.length !== length)
    fail(
      'fusion.bad_message',
      `${channel.peer} sent ${message.length} bytes where ${length} were due (${label}).`,
    );
  return message;
}

/** Sends a vector piece by piece; other work of the process gets its turn between pieces. */
export async function sendVector(channel: Duplex, label: string, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    await channel.send(label, bytes.subarray(at, at + pieceBytes));
    await nextTurn();
  }
}

/** Sends a vector that grows from its beginning: each call what has become whole pieces, the last one all of it. */
export function growingVector(
  channel: Duplex,
  label: string,
): (bytes: Uint8Array, isWhole: boolean) => Promise<void> {
  let sent = 0;
  return async (bytes, isWhole) => {
    while (sent < bytes.length && (isWhole || bytes.length - sent >= pieceBytes)) {
      await channel.send(label, bytes.subarray(sent, sent + pieceBytes));
      sent += pieceBytes;
    }
    await nextTurn();
  };
}

/** Hands over the pieces of a vector of `length` bytes as they come. Errors: `fusion.bad_message`. */
export async function* receiveVector(
  channel: Duplex,
  label: string,
  length: number,
): AsyncGenerator<{ readonly at: number; readonly piece: Uint8Array<ArrayBuffer> }, void> {
  for (let at = 0; at < length; at += pieceBytes)
    yield { at, piece: await receiveExactly(channel, label, Math.min(pieceBytes, length - at)) };
}

/**
 * Copies a message into the arena and gives its memory back at once. Left to the collector, the messages of a long run would have it go
 * through all of the caller's lists again and again.
 */
export function takeInto(arena: Arena, at: number, message: Uint8Array<ArrayBuffer>): void {
  arena.bytes(at, message.length).set(message);
  message.buffer.transfer(0);
}

/** Throws `fusion.inconsistent`: the peer's values contradict each other. */
export function inconsistent(channel: Duplex, what: string): never {
  return fail('fusion.inconsistent', `${channel.peer} deviated from the protocol: ${what}.`);
}
