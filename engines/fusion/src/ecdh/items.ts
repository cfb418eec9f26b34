import { hash } from 'node:crypto';
import { fail } from '@finharbor/kernel';
import type { Duplex } from '../ot/wire.ts';
import type { Permutation } from '../psi/permutation.ts';
import { type Bounds, badMessage, type Range, receiveRecords, type Stream, textOf } from '../psi/records.ts';
import { type Done, elementBytes, uniformBytes } from '../ristretto/jobs.ts';
import { type EcdhRun, label } from './session.ts';

/** What two lists are compared by. */
export const tagBytes = 16;

/** What shows that a tag was computed and not only seen. */
export const proofBytes = 16;

const itemLabel = label('item').toString('utf8');
const tagLabel = label('tag');

/** SHA-512 of identifiers under the session's salt: what the map of RFC 9496, 4.3.4, takes, 64 bytes each. */
export function uniformOf({ salt }: EcdhRun, ids: readonly string[]): Uint8Array {
  const prefix = `${itemLabel}${Buffer.from(salt).toString('hex')}`;
  const uniform = Buffer.alloc(uniformBytes * ids.length);
  // As text, because a buffer for each hash costs more than the hash.
  for (const [k, id] of ids.entries())
    uniform.write(hash('sha512', prefix + id, 'latin1'), uniformBytes * k, 'latin1');
  return uniform;
}

/** The own identifiers that stand at these places of a shuffled list. */
export function idsIn({ own }: EcdhRun, order: Permutation, { from, to }: Range): readonly string[] {
  return Array.from(order.subarray(from, to), (place) => own.ids[place]!);
}

/** What two lists are compared by, and what shows that it was computed and not only seen; bytes as Latin-1 text. */
export type Digest = { readonly tag: string; readonly proof: string };

/** Digests of elements that only both parties together can compute. */
export function digestsOf({ salt }: EcdhRun, elements: Uint8Array): readonly Digest[] {
  const input = Buffer.concat([tagLabel, salt, new Uint8Array(elementBytes)]);
  const place = input.subarray(input.length - elementBytes);
  return Array.from({ length: elements.length / elementBytes }, (_, k) => {
    place.set(elementAt(elements, k));
    const digest = hash('sha256', input, 'latin1');
    return { tag: digest.slice(0, tagBytes), proof: digest.slice(tagBytes) };
  });
}

/** The elements of a job, or `fusion.bad_point` in the peer's name. */
export function elementsOf(channel: Duplex, done: Done): Uint8Array {
  if ('elements' in done) return done.elements;
  return fail(
    'fusion.bad_point',
    `${channel.peer} sent an element that is not a canonical, non-identity ristretto255 encoding.`,
  );
}

export function elementAt(elements: Uint8Array, k: number): Uint8Array {
  return elements.subarray(elementBytes * k, elementBytes * (k + 1));
}

/** Where each tag of the peer's list stands. Errors: `fusion.bad_message`. */
export async function receiveTags(stream: Stream, bounds: Bounds): Promise<ReadonlyMap<string, number>> {
  const places = new Map<string, number>();
  for await (const { offset, records } of receiveRecords(stream, bounds)) {
    const count = records.length / stream.width;
    for (let k = 0; k < count; k++)
      places.set(textOf(records.subarray(stream.width * k, stream.width * k + tagBytes)), offset + k);
    if (places.size !== offset + count) badMessage(stream, 'a tag twice');
  }
  return places;
}
