import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import type { Duplex } from '../ot/wire.ts';

/** Records in one message; every message of a list but its last holds exactly so many. */
export const chunkRecords = 256;

/** A list on its way over a channel: records of `width` bytes under one label. */
export type Stream = { readonly channel: Duplex; readonly label: string; readonly width: number };

/** How many records a list may hold. */
export type Bounds = { readonly least: number; readonly most: number };

/** Bounds that allow one size only. */
export function exactly(size: number): Bounds {
  return { least: size, most: size };
}

/** Records `offset` … of a list of `total`. */
export type Chunk = { readonly total: number; readonly offset: number; readonly records: Uint8Array };

/** A place in a list is a number below 2^32. */
export const placeBytes = 4;

const headerBytes = 8;

/**
 * Sends `total` records, asking `fill` for one chunk's bytes at a time. Other work of the process gets its turn
 * between chunks. An empty list is one message without records, so that the peer learns it is empty.
 */
export async function sendRecords(
  stream: Stream,
  total: number,
  fill: (from: number, to: number) => Uint8Array | Promise<Uint8Array>,
): Promise<void> {
  let offset = 0;
  do {
    const end = Math.min(total, offset + chunkRecords);
    const records = await fill(offset, end);
    const message = new Uint8Array(headerBytes + records.length);
    const view = new DataView(message.buffer);
    view.setUint32(0, total, true);
    view.setUint32(4, offset, true);
    message.set(records, headerBytes);
    await stream.channel.send(stream.label, message);
    await nextTurn();
    offset = end;
  } while (offset < total);
}

/** Sends `total` records that come chunk by chunk, as `ranges` cuts them. */
export async function sendChunks(
  stream: Stream,
  total: number,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const source = chunks[Symbol.asyncIterator]();
  const next = async (): Promise<Uint8Array> => {
    const { done, value } = await source.next();
    return done ? new Uint8Array(0) : value;
  };
  await sendRecords(stream, total, next);
}

/** Where a chunk of a list begins and ends. */
export type Range = { readonly from: number; readonly to: number };

/** The chunks of a list of `total`. */
export function* ranges(total: number): Generator<Range, void> {
  for (let from = 0; from < total; from += chunkRecords)
    yield { from, to: Math.min(total, from + chunkRecords) };
}

/** The chunks of a list, in order. Errors: `fusion.bad_message` for a wrong total, order or length. */
export async function* receiveRecords(stream: Stream, bounds: Bounds): AsyncGenerator<Chunk, void> {
  let total: number | undefined;
  let offset = 0;
  do {
    const message = await stream.channel.receive(stream.label);
    if (message.length < headerBytes) badMessage(stream, 'a message without its header');
    const view = new DataView(message.buffer, message.byteOffset, headerBytes);
    const said = view.getUint32(0, true);
    if (said < bounds.least || said > bounds.most || (total !== undefined && said !== total))
      badMessage(stream, `a list of ${said} records where ${boundsText(bounds)} were due`);
    total = said;
    if (view.getUint32(4, true) !== offset) badMessage(stream, 'a chunk out of its order');
    const end = Math.min(total, offset + chunkRecords);
    const records = message.subarray(headerBytes);
    if (records.length !== (end - offset) * stream.width) badMessage(stream, 'a chunk of a wrong length');
    yield { total, offset, records };
    await nextTurn();
    offset = end;
  } while (offset < total);
}

/** Throws `fusion.bad_message`, naming the peer and the list. */
export function badMessage(stream: Stream, what: string): never {
  return fail('fusion.bad_message', `${stream.channel.peer} sent ${what} (${stream.label}).`);
}

/** Sends places in a list. */
export function sendPlaces(stream: Stream, places: Uint32Array): Promise<void> {
  return sendRecords(stream, places.length, (from, to) => {
    const bytes = new Uint8Array((to - from) * placeBytes);
    const view = new DataView(bytes.buffer);
    for (let i = from; i < to; i++) view.setUint32((i - from) * placeBytes, places[i]!, true);
    return bytes;
  });
}

/** Distinct places within a list of `size`. Errors: `fusion.bad_message`. */
export async function receivePlaces(
  stream: Stream,
  size: number,
  bounds: Bounds,
): Promise<Uint32Array<ArrayBuffer>> {
  let places = new Uint32Array(0);
  const seen = new Uint8Array(size);
  for await (const { total, offset, records } of receiveRecords(stream, bounds)) {
    if (offset === 0) places = new Uint32Array(total);
    const view = new DataView(records.buffer, records.byteOffset, records.length);
    for (let i = 0; i < records.length / placeBytes; i++) {
      const place = view.getUint32(i * placeBytes, true);
      if (place >= size || seen[place] === 1) badMessage(stream, 'a place that is not on the list, or twice');
      seen[place] = 1;
      places[offset + i] = place;
    }
  }
  return places;
}

/** Bytes as a key of a map. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function boundsText({ least, most }: Bounds): string {
  return least === most ? `${most}` : `${least} to ${most}`;
}
