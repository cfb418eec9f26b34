import type { Scalar } from '../psi/group.ts';
import { type Permutation, randomPermutation } from '../psi/permutation.ts';
import {
  badMessage,
  type Chunk,
  exactly,
  type Range,
  ranges,
  receiveRecords,
  type Stream,
  sendChunks,
  sendRecords,
  textOf,
} from '../psi/records.ts';
import { elementBytes, type Job } from '../ristretto/jobs.ts';
import { piped } from '../ristretto/pipeline.ts';
import { elementAt, elementsOf, idsIn, uniformOf } from './items.ts';
import type { EcdhRun } from './session.ts';

/** One key for a whole list, in an order of its own. */
export type Blinding = { readonly key: Scalar; readonly order: Permutation };

/** The own list under a key, chunk by chunk. */
export async function* blindedList(
  run: EcdhRun,
  { key, order }: Blinding,
): AsyncGenerator<Range & { readonly elements: Uint8Array }, void> {
  const jobOf = (range: Range): Job => ({
    op: 'raiseMapped',
    uniform: uniformOf(run, idsIn(run, order, range)),
    scalar: key,
  });
  for await (const { input, done } of piped(run.pool, ranges(order.length), jobOf)) {
    run.worked(input.to - input.from);
    yield { ...input, elements: elementsOf(run.channel, done) };
  }
}

/** Sends the own list under a key. */
export async function sendBlinded(run: EcdhRun, stream: Stream, blinding: Blinding): Promise<void> {
  const elements = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of blindedList(run, blinding)) yield chunk.elements;
  };
  await sendChunks(stream, blinding.order.length, elements());
}

/** Two elements with as many equal bytes are the same but for a chance of 2^-88 in lists of 2^20. */
const namingBytes = 16;

/** The peer's list with each element multiplied by a key, chunk by chunk. Errors: `fusion.bad_point`, `fusion.bad_message`. */
export async function* raisedList(
  run: EcdhRun,
  { stream, size, key }: { readonly stream: Stream; readonly size: number; readonly key: Scalar },
): AsyncGenerator<Chunk & { readonly elements: Uint8Array }, void> {
  const seen = new Set<string>();
  // The element is what a record begins with.
  const jobOf = ({ records }: Chunk): Job => ({
    op: 'raise',
    elements: firstOf(records, stream.width),
    scalar: key,
  });
  const chunks = receiveRecords(stream, exactly(size));
  for await (const { input, done } of piped(run.pool, chunks, jobOf)) {
    const elements = elementsOf(run.channel, done);
    const count = elements.length / elementBytes;
    for (let k = 0; k < count; k++) seen.add(textOf(elementAt(elements, k).subarray(0, namingBytes)));
    if (seen.size !== input.offset + count) badMessage(stream, 'an element twice');
    yield { ...input, elements };
  }
}

function firstOf(records: Uint8Array, width: number): Uint8Array {
  if (width === elementBytes) return records;
  const elements = new Uint8Array((records.length / width) * elementBytes);
  for (let k = 0; k < elements.length / elementBytes; k++)
    elements.set(records.subarray(width * k, width * k + elementBytes), elementBytes * k);
  return elements;
}

/** Multiplies what the peer asks and sends it back in another order, which is returned. */
export async function answerShuffled(
  run: EcdhRun,
  { asked, answered, key }: { readonly asked: Stream; readonly answered: Stream; readonly key: Scalar },
): Promise<Permutation> {
  const list = new Uint8Array(elementBytes * run.peerSize);
  for await (const { offset, elements } of raisedList(run, { stream: asked, size: run.peerSize, key })) {
    list.set(elements, elementBytes * offset);
    run.worked(elements.length / elementBytes);
  }
  const order = randomPermutation(run.peerSize, run.random);
  await sendRecords(answered, order.length, (from, to) =>
    Buffer.concat(Array.from(order.subarray(from, to), (place) => elementAt(list, place))),
  );
  return order;
}
