import { fail } from '@finharbor/kernel';
import { itemBytes } from '../intersect/items.ts';
import type { Met, Run } from '../intersect/session.ts';
import { type Arena, placed } from '../kernels/arena.ts';
import { inTurns } from '../kernels/turns.ts';
import { labelled, seedBytes, u32 } from '../ot/keystream.ts';
import { type Duplex, receiveExactly } from '../ot/wire.ts';
import { codeBits } from './parameters.ts';

/** Keys of the session's hash functions, by their places in the arena. */
export type Keys = { readonly codes: number; readonly tags: number };

type Seeded = Met & { readonly seed: Uint8Array };

/** Places what the codes and the tags of a session are made under; the seed is the receiver's and comes after both hellos. */
export function placeKeys(arena: Arena, { transcript, seed }: Seeded): Keys {
  return {
    codes: placed(arena, labelled('kkrt/codes', transcript, seed)),
    tags: placed(arena, labelled('kkrt/tags', transcript, seed)),
  };
}

/**
 * Turns the messages into digests of 16 bytes under the session's key, one after the other where the first message stood, and gives
 * back all memory behind them.
 */
export async function digestMessages(
  { arena, messages }: Run,
  { transcript, seed }: Seeded,
): Promise<number> {
  const { at, lengths, count } = messages;
  const key = placed(arena, labelled('kkrt/items', transcript, seed));
  await inTurns(count, (first, part) =>
    arena.kernels.blake3(at + itemBytes * first, 4 * Math.ceil(part / 4), lengths + first, 0, key),
  );
  await inTurns(count, (...part) => arena.kernels.takeDigests(at, ...part));
  // Four digests take the room of one message.
  arena.release(at + itemBytes * Math.ceil(count / 4));
  return at;
}

/** Places a 32-byte key for each column, out of the seed of its base transfer. */
export function placeColumnKeys(arena: Arena, { transcript }: Met, seeds: Uint8Array): number {
  const keys = Array.from({ length: codeBits }, (_, j) =>
    labelled('kkrt/column', transcript, u32(j), seeds.subarray(seedBytes * j, seedBytes * (j + 1))),
  );
  return placed(arena, new Uint8Array(Buffer.concat(keys)));
}

/** What a party answers to both hellos: nobody can have said it in another session. */
export function answerTo({ transcript }: Met, role: 'receiver' | 'sender'): Uint8Array<ArrayBuffer> {
  return labelled(`kkrt/seen/${role}`, transcript);
}

/** Errors: `fusion.bad_message` where the peer's words belong to another session. */
export async function receiveAnswer(channel: Duplex, met: Met, role: 'receiver' | 'sender'): Promise<void> {
  const label = `kkrt/seen/${role}`;
  const due = answerTo(met, role);
  const answer = await receiveExactly(channel, label, due.length);
  if (!due.every((byte, k) => byte === answer[k]))
    fail('fusion.bad_message', `${channel.peer} repeats what was said in another session.`);
}
