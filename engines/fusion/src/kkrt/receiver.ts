import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Met, Run } from '../intersect/session.ts';
import { type Arena, placed } from '../kernels/arena.ts';
import { offerExtended } from '../ot/extended.ts';
import { labelled } from '../ot/keystream.ts';
import { allocateColumns, type Chunk, chunksOf, columnStride } from './chunks.ts';
import { tellCommon } from './common.ts';
import { placeItems } from './cuckoo.ts';
import {
  binsFor,
  chunkBins,
  codeBits,
  codeBytes,
  codeInputBytes,
  digestBytes,
  hashedRowBytes,
  rowBytes,
  tagWidth,
} from './parameters.ts';
import { answerTo, digestMessages, type Keys, placeColumnKeys, placeKeys, receiveAnswer } from './session.ts';
import { dealTags, newTags, receiveTags, type Tags } from './tags.ts';

/** The party that learns the intersection. Returns for each of its distinct identifiers whether both hold it. */
export async function runReceiver(run: Run, met: Met): Promise<Uint8Array> {
  const { channel, arena, random, terms, messages } = run;
  const seed = random.bytes(32);
  await channel.send('kkrt/seed', seed);
  await channel.send('kkrt/seen/receiver', answerTo(met, 'receiver'));
  const bins = binsFor(messages.count);
  const context = labelled('kkrt/base', met.transcript);
  const [pairs, digests] = await Promise.all([
    offerExtended(channel, { count: codeBits, context, random }),
    digestMessages(run, { ...met, seed }),
  ]);
  await receiveAnswer(channel, met, 'sender');
  const table = await placeItems(arena, { digests, count: messages.count, bins }, { random });
  run.step();
  const tags = newTags(arena, { count: messages.count, width: tagWidth(met) });
  const mark = arena.mark();
  await sendCodes(run, {
    ...{ bins, digests, table, tags, keys: placeKeys(arena, { ...met, seed }) },
    zeros: placeColumnKeys(arena, met, pairs.zeros),
    ones: placeColumnKeys(arena, met, pairs.ones),
  });
  arena.release(mark);
  run.step();
  const common = await receiveTags(channel, 'kkrt/tags', {
    ...{ own: tags, count: 3 * met.senderSize, items: messages.count },
  });
  run.step();
  if (terms.learns === 'both') await tellCommon(run, digests, common);
  run.step();
  return common;
}

type Asking = {
  readonly bins: number;
  readonly digests: number;
  readonly table: number;
  readonly tags: Tags;
  readonly keys: Keys;
  /** Keys of both of each column's keystreams. */
  readonly zeros: number;
  readonly ones: number;
};

/** Sends the matrix of masked code words, and makes the tags of its own items while it is on its way. */
async function sendCodes({ channel, arena, random }: Run, asking: Asking): Promise<void> {
  const room: Room = {
    dummy: placed(arena, random.bytes(digestBytes)),
    rows: arena.allocate(rowBytes * chunkBins),
    changes: allocateColumns(arena),
    own: allocateColumns(arena),
    message: arena.allocate((codeBits * chunkBins) / 8),
  };
  for (const chunk of chunksOf(asking.bins)) {
    maskedCodes(arena, chunk, { ...asking, ...room });
    await Promise.all([
      channel.send(chunk.label, arena.bytes(room.message, codeBits * chunk.bytes)),
      ownTags(arena, chunk, { ...asking, ...room }),
    ]);
  }
}

type Room = {
  /** What is asked about in place of an item in an empty bin; secret, so that nobody else knows which bins are empty. */
  readonly dummy: number;
  readonly rows: number;
  readonly changes: number;
  readonly own: number;
  readonly message: number;
};

/** Each bin's code word, as columns, plus both keystreams of each column. */
function maskedCodes({ kernels }: Arena, chunk: Chunk, asking: Asking & Room): void {
  const { digests, table, dummy, rows, changes, own, message, keys } = asking;
  const { first, bins, bytes, firstBlock, blocks } = chunk;
  kernels.codeBins(digests, table, first, bins, dummy, rows);
  kernels.blake3(rows, bins, 0, codeInputBytes, keys.codes);
  kernels.transposeBits(rows, rowBytes, bins / 16, changes, columnStride, codeBytes);
  kernels.keystreams(changes, columnStride, codeBits, asking.ones, firstBlock, blocks, 1);
  kernels.keystreams(own, columnStride, codeBits, asking.zeros, firstBlock, blocks, 0);
  kernels.addColumns(message, changes, own, columnStride, bytes, codeBits);
}

/** Other work of the process, such as the sending, has its turn after each chunk. */
async function ownTags({ kernels }: Arena, chunk: Chunk, asking: Asking & Room): Promise<void> {
  const { rows, own, table, tags, keys } = asking;
  const { first, bins, bytes } = chunk;
  kernels.transposeBits(own, columnStride, codeBits / 16, rows, rowBytes, bytes);
  kernels.numberRows(rows, bins, first);
  kernels.blake3(rows, bins, 0, hashedRowBytes, keys.tags);
  dealTags(tags, { at: rows, blocks: rowBytes / 16, entries: table + 4 * first, count: bins });
  await nextTurn();
}
