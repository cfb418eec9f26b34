import { open, readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { codeOf, fail, type Random, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { receiveExactly } from '../ot/wire.ts';
import { peerGone } from '../psi/align.ts';
import { groupReady, pointBytes, raise, randomScalar } from '../psi/group.ts';
import { chunkBytes, chunkCount } from './chunks.ts';
import type { LookupLedger } from './ledger.ts';
import type { Manifest, Segment } from './manifest.ts';
import { keyOf, type OprfKey } from './oprf.ts';
import { proofOf } from './proof.ts';
import { currentTable, hashesPath, keptKey, tablePath } from './store.ts';
import {
  batchElements,
  chunkHeadBytes,
  labels,
  onlyPeer,
  receiveJson,
  requestSchema,
  sayHello,
  sendJson,
} from './wire.ts';

/** What a holder brings to a session. */
export type ServeOptions = {
  /** Where its table was prepared. */
  readonly folder: string;
  readonly ledger: LookupLedger;
  /** The system's randomness, except in tests. */
  readonly random: Random;
};

/** What a session came to, as the holder sees it: that is all it sees. */
export type Served = {
  readonly version: number;
  /** Identifiers that the querier was answered about. */
  readonly answered: number;
  readonly chunksSent: number;
};

type Serving = ServeOptions & {
  readonly channel: Channel;
  readonly manifest: Manifest;
  readonly key: OprfKey;
  answered: number;
  chunksSent: number;
};

/**
 * Serves one querier: sends it the parts of the table that it lacks, and evaluates the blinded identifiers that the ledger
 * grants it. Learns how many it asks about, and nothing about which. Any fault ends the channel.
 * Errors: `fusion.bad_mesh`, `fusion.no_table`, `fusion.bad_message`, `fusion.bad_point`, `fusion.too_many_ids`,
 * `fusion.ledger_damaged`, `fusion.peer_gone`. Source: docs/crypto.md.
 */
export async function serveLookup(mesh: Mesh, options: ServeOptions): Promise<Served> {
  const channel = onlyPeer(mesh);
  try {
    await groupReady();
    await sayHello(channel, mesh, mesh.self);
    const current = await currentTable(options.folder);
    const secret = current && (await keptKey(options.folder, current.manifest.key));
    if (!current || !secret) return fail('fusion.no_table', `${mesh.self} has no table to be asked about.`);
    await channel.send(labels.manifest, current.signed);
    const { manifest } = current;
    const serving = { ...options, channel, manifest, key: keyOf(secret), answered: 0, chunksSent: 0 };
    while (await answerNext(serving));
    return { version: manifest.version, answered: serving.answered, chunksSent: serving.chunksSent };
  } catch (error) {
    const fault = codeOf(error) === 'link.peer_gone' ? peerGone(error) : error;
    channel.abort(codeOf(fault));
    throw fault;
  }
}

/** Answers one request; false after the last. */
async function answerNext(serving: Serving): Promise<boolean> {
  const { channel, folder } = serving;
  const request = await receiveJson(channel, labels.request, requestSchema);
  switch (request.kind) {
    case 'end':
      return false;
    case 'hashes':
      await channel.send(
        labels.hashes,
        await readFile(hashesPath(folder, segmentOf(serving, request.segment).name)),
      );
      return true;
    case 'chunks':
      await sendChunks(serving, segmentOf(serving, request.segment), request.first);
      return true;
    case 'query':
      await answerQuery(serving, request.count);
      return true;
  }
}

function segmentOf({ manifest, channel }: Serving, name: string): Segment {
  const segment = manifest.segments.find((one) => one.name === name);
  return segment ?? fail('fusion.bad_message', `${channel.peer} asks for a part that the table has not.`);
}

async function sendChunks(serving: Serving, { name, bytes }: Segment, first: number): Promise<void> {
  await using file = await open(tablePath(serving.folder, name), 'r');
  for (let chunk = first; chunk < chunkCount(bytes); chunk++) {
    const length = Math.min(chunkBytes, bytes - chunk * chunkBytes);
    const message = Buffer.alloc(chunkHeadBytes + length);
    message.writeUInt32LE(chunk);
    await file.read(message, chunkHeadBytes, length, chunk * chunkBytes);
    await serving.channel.send(labels.chunk, message);
    serving.chunksSent += 1;
  }
}

async function answerQuery(serving: Serving, count: number): Promise<void> {
  const { channel, manifest, ledger } = serving;
  if (count > manifest.largestQuery)
    fail('fusion.too_many_ids', `${channel.peer} asks about more than ${manifest.largestQuery} identifiers.`);
  const batches: Uint8Array[] = [];
  for (let left = count; left > 0; left -= batchElements) {
    const length = pointBytes * Math.min(left, batchElements);
    batches.push(await receiveExactly(channel, labels.blinded, length));
  }
  const query = Buffer.from(sha256(manifest.key, ...batches)).toString('hex');
  const decision = await ledger.claim({ querier: channel.peer, query, count });
  await sendJson(channel, labels.decision, decision);
  if (decision.kind === 'refused') return;
  for (const asked of batches) await channel.send(labels.evaluated, await evaluate(serving, asked));
  serving.answered += count;
}

/** Elements evaluated between turns of other work of the process, such as the link's heartbeat. */
const turnElements = 64;

async function evaluate({ channel, manifest, key, random }: Serving, asked: Uint8Array): Promise<Uint8Array> {
  const evaluated = new Uint8Array(asked.length);
  for (let at = 0; at < asked.length; at += pointBytes) {
    const element = raise(key.secret, asked.subarray(at, at + pointBytes));
    if (!element) return fail('fusion.bad_point', `${channel.peer} asks about what is no element.`);
    evaluated.set(element, at);
    if (at % (turnElements * pointBytes) === 0) await nextTurn();
  }
  if (manifest.mode === 'plain') return evaluated;
  return Buffer.concat([evaluated, proofOf(key, { asked, evaluated }, randomScalar(random))]);
}
