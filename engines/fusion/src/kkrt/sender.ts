import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Met, Run } from '../intersect/session.ts';
import type { Arena } from '../kernels/arena.ts';
import { inTurns, toStarts } from '../kernels/turns.ts';
import { chooseExtended } from '../ot/extended.ts';
import { labelled } from '../ot/keystream.ts';
import { receiveExactly, takeInto } from '../ot/wire.ts';
import { allocateColumns, type Chunk, chunksOf, columnStride } from './chunks.ts';
import { type Batch, batchPairs, codesAhead, type Pairs } from './codes-ahead.ts';
import { hearCommon } from './common.ts';
import { binsFor, chunkBins, codeBits, hashedRowBytes, rowBytes, tagWidth } from './parameters.ts';
import { answerTo, digestMessages, type Keys, placeColumnKeys, placeKeys, receiveAnswer } from './session.ts';
import { dealTags, newTags, sendTags, type Tags } from './tags.ts';

/** The other party. Returns for each of its distinct identifiers whether both hold it, where the terms let it learn that. */
export async function runSender(run: Run, met: Met): Promise<Uint8Array | undefined> {
  const { channel, arena, random, terms, messages } = run;
  const seed = await receiveExactly(channel, 'kkrt/seed', 32);
  await receiveAnswer(channel, met, 'receiver');
  const bins = binsFor(met.receiverSize);
  const secret = random.bytes(codeBits / 8);
  const choices = Uint8Array.from({ length: codeBits }, (_, j) => (secret[j >> 3]! >> (j & 7)) & 1);
  const [seeds, digests] = await Promise.all([
    chooseColumns(run, met, choices),
    digestMessages(run, { ...met, seed }),
  ]);
  const pairs = await pairsByChunk(arena, { digests, count: messages.count, bins });
  run.step();
  const tags = newTags(arena, { count: 3 * messages.count, width: tagWidth(met) });
  const mark = arena.mark();
  const answering = {
    ...{ bins, digests, pairs, tags, keys: placeKeys(arena, { ...met, seed }) },
    ...{ columnKeys: placeColumnKeys(arena, met, seeds), ...placeSecret(arena, secret, choices) },
  };
  await answerCodes(run, answering);
  arena.bytes(answering.secret, rowBytes).fill(0);
  arena.bytes(answering.masks, 16 * codeBits).fill(0);
  for (const spent of [secret, choices, seeds]) spent.fill(0);
  arena.release(mark);
  run.step();
  await sendTags(channel, 'kkrt/tags', tags);
  run.step();
  const common = terms.learns === 'both' ? await hearCommon(run, digests) : undefined;
  run.step();
  return common;
}

/** The seed that each choice names. The answer to both hellos goes with the last of these messages, so that nobody waits for it. */
async function chooseColumns({ channel, random }: Run, met: Met, choices: Uint8Array): Promise<Uint8Array> {
  const context = labelled('kkrt/base', met.transcript);
  const seeds = await chooseExtended(channel, choices, { context, random });
  await channel.send('kkrt/seen/sender', answerTo(met, 'sender'));
  return seeds;
}

async function pairsByChunk(
  arena: Arena,
  { digests, count, bins }: { readonly digests: number; readonly count: number; readonly bins: number },
): Promise<Pairs> {
  const shift = Math.log2(chunkBins);
  const chunks = Math.ceil(bins / chunkBins);
  const at = arena.allocate(4 * 3 * count);
  const mark = arena.mark();
  const cursors = arena.allocate(4 * (chunks + 1));
  await inTurns(count, (...part) => arena.kernels.pairCount(digests, ...part, bins, shift, cursors));
  toStarts(arena.words(cursors, chunks + 1));
  const starts = arena.words(cursors, chunks + 1).slice();
  await inTurns(count, (...part) => arena.kernels.pairMove(digests, ...part, bins, shift, cursors, at));
  arena.release(mark);
  return { at, starts };
}

/** The secret as it lies behind a code word, and as one block of ones or zeros for each column. */
function placeSecret(
  arena: Arena,
  bits: Uint8Array,
  choices: Uint8Array,
): { readonly secret: number; readonly masks: number } {
  const secret = arena.allocate(rowBytes);
  arena.bytes(secret, bits.length).set(bits);
  const masks = arena.allocate(16 * codeBits);
  const words = arena.words(masks, 4 * codeBits);
  for (let k = 0; k < words.length; k++) words[k] = -choices[k >> 2]!;
  return { secret, masks };
}

type Answering = {
  readonly bins: number;
  readonly digests: number;
  readonly pairs: Pairs;
  readonly tags: Tags;
  readonly keys: Keys;
  readonly columnKeys: number;
  readonly secret: number;
  readonly masks: number;
};

/** Takes the receiver's matrix chunk by chunk, and makes the tags of all pairs in a chunk before the next one. */
async function answerCodes({ channel, arena }: Run, answering: Answering): Promise<void> {
  const codes = codesAhead(arena, answering);
  const room: Room = {
    theirs: arena.allocate((codeBits * chunkBins) / 8),
    own: allocateColumns(arena),
    rows: arena.allocate(rowBytes * chunkBins),
  };
  const { starts } = answering.pairs;
  for (const [number, chunk] of chunksOf(answering.bins).entries()) {
    const message = await codes.makeUntil(receiveExactly(channel, chunk.label, codeBits * chunk.bytes));
    takeInto(arena, room.theirs, message);
    rowsOf(arena, chunk, { ...answering, ...room });
    for (let next = starts[number]!; next < starts[number + 1]!; next += batchPairs)
      pairTags(arena, codes.next(), { ...answering, ...room, chunk });
    await nextTurn();
  }
}

type Room = {
  readonly theirs: number;
  readonly own: number;
  readonly rows: number;
};

/** Row j is the receiver's own row plus the code word of what lies in bin j, as far as the secret has ones. */
function rowsOf({ kernels }: Arena, chunk: Chunk, answering: Answering & Room): void {
  const { own, theirs, rows, masks, columnKeys } = answering;
  const { bytes, firstBlock, blocks } = chunk;
  kernels.keystreams(own, columnStride, codeBits, columnKeys, firstBlock, blocks, 0);
  kernels.foldColumns(own, columnStride, theirs, bytes, codeBits, masks);
  kernels.transposeBits(own, columnStride, codeBits / 16, rows, rowBytes, bytes);
}

type Answered = Answering & Room & { readonly chunk: Chunk };

/** Takes each item's code word off its bin's row: where the receiver has the same item there, its own row is left. */
function pairTags({ kernels }: Arena, batch: Batch, answered: Answered): void {
  const { tags, keys, secret, rows, chunk } = answered;
  const { entries, count, codes, places } = batch;
  kernels.maskRows(codes, rows, places, count, secret, chunk.first);
  kernels.blake3(codes, 4 * Math.ceil(count / 4), 0, hashedRowBytes, keys.tags);
  dealTags(tags, { at: codes, blocks: rowBytes / 16, entries, count });
}
