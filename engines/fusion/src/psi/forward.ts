import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import { type Job, uniformBytes } from '../ristretto/jobs.ts';
import { piped } from '../ristretto/pipeline.ts';
import { hashToUniform, pointBytes, tagBytes, tagOf } from './group.ts';
import { type Permutation, randomPermutation } from './permutation.ts';
import {
  type Bounds,
  badMessage,
  type Chunk,
  chunkRecords,
  exactly,
  type Range,
  ranges,
  receiveRecords,
  type Stream,
  sendChunks,
  sendRecords,
  textOf,
} from './records.ts';
import { blinded, carriedBy, carriedSize, type Run, streamWith, tagged } from './run.ts';

/** What a party must remember to undo its shuffles once the intersection is known. */
export type Shuffles = {
  /** Of this party's own list. */
  readonly own: Permutation;
  /** Of list s of another party, by s; only for the parties that stand after this one. */
  readonly lists: ReadonlyMap<number, Permutation>;
  /** Of the list carried on to the next party; the first party carries on its own. */
  readonly carried: Permutation;
  /** What this party found in both the carried list and its own; empty for the first party. */
  readonly pairs: Pairs;
};

/** Pair k: place `carried[k]` of the list that came from the previous party, place `own[k]` of the own one as it came back. */
export type Pairs = { readonly carried: Uint32Array; readonly own: Uint32Array };

const noPairs: Pairs = { carried: new Uint32Array(0), own: new Uint32Array(0) };

/** Blinds, shuffles and compares until this party's part in it is done. */
export async function blindAndCompare(run: Run): Promise<Shuffles> {
  return run.place === 0 ? leadChain(run) : followChain(run);
}

// The first party reads every list at once, so that no sender ever waits for another list to be done.
async function leadChain(run: Run): Promise<Shuffles> {
  const lists = new Map<number, Permutation>();
  const own = blindOwn(run);
  const hops: Promise<void>[] = [];
  let before: Promise<unknown> = own;
  for (let s = 1; s <= run.last; s++) {
    const hop = Promise.all([raiseList(run, streamWith(run, s, blinded(s)), exactly(run.sizes[s]!)), before])
      .then(([list]) => passOn(run, s, list))
      .then((order) => void lists.set(s, order));
    hops.push(hop);
    before = hop;
  }
  const [order] = await Promise.all([own, ...hops]);
  return { own: order, lists, carried: order, pairs: noPairs };
}

async function followChain(run: Run): Promise<Shuffles> {
  const [own, rest] = await Promise.all([blindOwn(run), followLists(run)]);
  return { own, ...rest };
}

// Lists go only down the chain and the last party only reads, so sending before the next receive cannot lock up.
async function followLists(run: Run): Promise<Omit<Shuffles, 'own'>> {
  const { place, last, sizes } = run;
  const lists = new Map<number, Permutation>();
  const bounds = exactly(carriedSize(run, place - 1));
  const raised = await raiseList(run, streamWith(run, place - 1, carriedBy(place - 1)), bounds);
  const tags = streamWith(run, place - 1, tagged(place));
  const pairs = await compare(raised, await receiveTags(tags, exactly(sizes[place]!)));
  let carried: Permutation = new Uint32Array(0);
  if (place < last) carried = await carryOn(run, raised, pairs.carried);
  for (let s = place + 1; s <= last; s++) {
    const list = await raiseList(run, streamWith(run, place - 1, blinded(s)), exactly(sizes[s]!));
    lists.set(s, await passOn(run, s, list));
  }
  return { lists, carried, pairs };
}

// The order is drawn first, so that the list leaves as it is blinded instead of after.
async function blindOwn(run: Run): Promise<Permutation> {
  const { place, ids } = run;
  const order = randomPermutation(ids.length, run.random);
  const stream = place === 0 ? streamWith(run, 1, carriedBy(0)) : streamWith(run, 0, blinded(place));
  await sendChunks(stream, ids.length, blindedOwn(run, order));
  return order;
}

async function* blindedOwn(run: Run, order: Permutation): AsyncGenerator<Uint8Array, void> {
  const jobOf = ({ from, to }: Range): Job => ({
    op: 'raiseMapped',
    uniform: hashToUniform(
      run.session,
      Array.from(order.subarray(from, to), (place) => run.ids[place]!),
    ),
    scalar: run.key,
  });
  for await (const { input, done } of piped(run.pool, ranges(run.ids.length), jobOf)) {
    // The map of section 4.3.4 reaches the identity with probability 2^-252; no hash is known that does.
    assert('elements' in done);
    run.worked(input.to - input.from);
    yield done.elements;
  }
}

/** Multiplies each element of a list by this party's key. Errors: `fusion.bad_point`, `fusion.bad_message`. */
async function raiseList(run: Run, stream: Stream, bounds: Bounds): Promise<Uint8Array> {
  const list = new Uint8Array(bounds.most * pointBytes);
  const seen = new Set<string>();
  const jobOf = ({ records }: Chunk): Job => ({ op: 'raise', elements: records, scalar: run.key });
  for await (const { input, done } of piped(run.pool, receiveRecords(stream, bounds), jobOf)) {
    const { offset, records } = input;
    if (!('elements' in done))
      return fail(
        'fusion.bad_point',
        `${stream.channel.peer} sent an element that is not a canonical, non-identity ristretto255 encoding (${stream.label}).`,
      );
    list.set(done.elements, offset * pointBytes);
    for (let at = 0; at < records.length; at += pointBytes)
      seen.add(textOf(done.elements.subarray(at, at + pointBytes)));
    if (seen.size !== offset + records.length / pointBytes) badMessage(stream, 'an element twice');
    run.worked(records.length / pointBytes);
  }
  return list;
}

/** Shuffles list s and sends it to its next party; to its owner, as tags, when this is its last hop. */
async function passOn(run: Run, s: number, list: Uint8Array): Promise<Permutation> {
  const next = run.place + 1;
  const order = randomPermutation(list.length / pointBytes, run.random);
  const toOwner = next === s;
  const stream = streamWith(run, next, toOwner ? tagged(s) : blinded(s));
  await sendRecords(stream, order.length, (from, to) => {
    const places = order.subarray(from, to);
    if (!toOwner) return packed(places, (place) => pointAt(list, place));
    return Buffer.from(Array.from(places, (place) => tagOf(pointAt(list, place))).join(''), 'latin1');
  });
  return order;
}

/** The places of the own list as it came back, by tag. Errors: `fusion.bad_message`. */
async function receiveTags(stream: Stream, bounds: Bounds): Promise<ReadonlyMap<string, number>> {
  const places = new Map<string, number>();
  for await (const { offset, records } of receiveRecords(stream, bounds)) {
    const count = records.length / tagBytes;
    for (let i = 0; i < count; i++)
      places.set(textOf(records.subarray(i * tagBytes, (i + 1) * tagBytes)), offset + i);
    if (places.size !== offset + count) badMessage(stream, 'a tag twice');
  }
  return places;
}

async function compare(raised: Uint8Array, tags: ReadonlyMap<string, number>): Promise<Pairs> {
  const carried: number[] = [];
  const own: number[] = [];
  const size = raised.length / pointBytes;
  for (let i = 0; i < size; i++) {
    if (i % chunkRecords === 0) await nextTurn();
    const place = tags.get(tagOf(pointAt(raised, i)));
    if (place === undefined) continue;
    carried.push(i);
    own.push(place);
  }
  return { carried: Uint32Array.from(carried), own: Uint32Array.from(own) };
}

/**
 * Sends the elements at `kept` on, filled up with random elements to the length everybody knows and shuffled. A random
 * element is made for every place, needed or not, so that the time taken does not tell how many were kept.
 */
async function carryOn(run: Run, raised: Uint8Array, kept: Uint32Array): Promise<Permutation> {
  const order = randomPermutation(carriedSize(run, run.place), run.random);
  const stream = streamWith(run, run.place + 1, carriedBy(run.place));
  await sendChunks(stream, order.length, filledUp(run, order, { raised, kept }));
  return order;
}

async function* filledUp(
  run: Run,
  order: Permutation,
  { raised, kept }: { readonly raised: Uint8Array; readonly kept: Uint32Array },
): AsyncGenerator<Uint8Array, void> {
  const jobOf = ({ from, to }: Range): Job => ({
    op: 'map',
    uniform: run.random.bytes((to - from) * uniformBytes),
  });
  for await (const { input, done } of piped(run.pool, ranges(order.length), jobOf)) {
    assert('elements' in done);
    const fillers = done.elements;
    yield packed(order.subarray(input.from, input.to), (place, k) =>
      place < kept.length ? pointAt(raised, kept[place]!) : pointAt(fillers, k),
    );
  }
}

function packed(places: Uint32Array, point: (place: number, k: number) => Uint8Array): Uint8Array {
  const bytes = new Uint8Array(places.length * pointBytes);
  for (let k = 0; k < places.length; k++) bytes.set(point(places[k]!, k), k * pointBytes);
  return bytes;
}

function pointAt(list: Uint8Array, place: number): Uint8Array {
  return list.subarray(place * pointBytes, (place + 1) * pointBytes);
}
