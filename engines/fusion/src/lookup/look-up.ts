import { setImmediate as nextTurn } from 'node:timers/promises';
import { codeOf, fail, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { receiveExactly } from '../ot/wire.ts';
import { peerGone } from '../psi/align.ts';
import { groupReady, pointBytes, type Scalar } from '../psi/group.ts';
import { distinctIdentifiers, type Identifiers } from '../psi/identifiers.ts';
import { blindsOf } from './blinds.ts';
import { type FetchOptions, fetchTable } from './fetch-table.ts';
import { findAll } from './find.ts';
import { inputOf } from './input.ts';
import type { LookupDecision } from './ledger.ts';
import { type Manifest, snapshotOf } from './manifest.ts';
import { blinded, finalized } from './oprf.ts';
import { isProven, mostProven, proofBytes } from './proof.ts';
import { batchElements, decisionSchema, labels, onlyPeer, receiveJson, sayHello, sendJson } from './wire.ts';

/** What a querier brings to a session. */
export type LookUpInput = Omit<FetchOptions, 'progress'> & {
  /** The query's name: one that was interrupted is asked again under it, and is not counted again. */
  readonly query: string;
  /** One identifier a row, compared after NFKC; with none, the table is fetched and nothing is asked. */
  readonly ids: readonly string[];
  /** The system's randomness, except in tests. */
  readonly random: Random;
};

/** An identifier that is in the table: the row of `ids` where it stood first, and its label, empty where the table has none. */
export type Match = { readonly row: number; readonly label: Uint8Array };

/** What a query came to. */
export type LookUpOutcome =
  | {
      readonly kind: 'answered';
      /** In the order of rows. */
      readonly matches: readonly Match[];
      readonly version: number;
      /** SHA-256 of the manifest of what was asked. */
      readonly snapshot: Uint8Array;
      /** Own rows left out because an earlier one had the same identifier. */
      readonly duplicates: number;
      /** Identifiers that may still be asked about, as the holder counts; undefined where nothing was asked. */
      readonly left: number | undefined;
    }
  | Extract<LookupDecision, { readonly kind: 'refused' }>;

/**
 * Asks which identifiers are in the holder's table, and for their labels. Brings the table up to date first, in `folder`.
 * Adversary: malicious where the table is (the holder proves its key), else semi-honest. Leaks: the number of distinct
 * identifiers, and which parts of the table were missing, to the holder; the sizes of the table and of its updates to the querier.
 * Errors: `fusion.bad_id`, `fusion.too_many_ids`, `fusion.bad_mesh`, `fusion.bad_table`, `fusion.table_too_large`,
 * `fusion.bad_proof`, `fusion.bad_point`, `fusion.bad_message`, `fusion.query_changed`, `fusion.stopped`, `fusion.peer_gone`.
 * Source: docs/crypto.md; RFC 9497; Freedman, Ishai, Pinkas, Reingold 2005.
 */
export async function lookUp(mesh: Mesh, input: LookUpInput): Promise<LookUpOutcome> {
  const channel = onlyPeer(mesh);
  const { own, manifest, outputs, decision } = await askIn(mesh, channel, input);
  if (decision?.kind === 'refused') return decision;
  // The session is over: the holder must not see how long this takes, nor whether it goes well.
  const matches = await findAll(input.folder, manifest, outputs);
  return {
    kind: 'answered',
    matches: matches.map(({ at, label }) => ({ row: own.rows[at]!, label })),
    ...{ version: manifest.version, snapshot: snapshotOf(manifest) },
    ...{ duplicates: own.duplicates, left: decision?.left },
  };
}

type Session = Asked & { readonly own: Identifiers; readonly manifest: Manifest };

/** Everything that the holder takes part in. */
async function askIn(mesh: Mesh, channel: Channel, input: LookUpInput): Promise<Session> {
  try {
    await groupReady();
    const own = distinctIdentifiers(input.ids, mostProven);
    const inputs = own.ids.map((id, i) => inputOf(id, own.rows[i]!));
    await sayHello(channel, mesh, channel.peer);
    const progress = (done: number, total: number): void => mesh.progress('fetch', done, total);
    const manifest = await fetchTable(channel, { ...input, progress });
    if (inputs.length > manifest.largestQuery)
      fail(
        'fusion.too_many_ids',
        `${channel.peer} answers about at most ${manifest.largestQuery} identifiers at once.`,
      );
    const asked = await ask({ channel, manifest, inputs, input });
    await sendJson(channel, labels.request, { kind: 'end' });
    return { ...asked, own, manifest };
  } catch (error) {
    const fault = codeOf(error) === 'link.peer_gone' ? peerGone(error) : error;
    channel.abort(codeOf(fault));
    throw fault;
  }
}

type Asking = {
  readonly channel: Channel;
  readonly manifest: Manifest;
  readonly inputs: readonly Uint8Array[];
  readonly input: LookUpInput;
};
type Asked = { readonly outputs: readonly Uint8Array[]; readonly decision: LookupDecision | undefined };

async function ask({ channel, manifest, inputs, input }: Asking): Promise<Asked> {
  if (inputs.length === 0) return { outputs: [], decision: undefined };
  const { folder, query: name, random } = input;
  const blinds = await blindsOf(folder, { name, key: manifest.key, inputs }, random);
  const asked = await blindedBatches(inputs, blinds, manifest);
  await sendJson(channel, labels.request, { kind: 'query', count: inputs.length });
  for (const batch of asked) await channel.send(labels.blinded, batch);
  const decision = await receiveJson(channel, labels.decision, decisionSchema);
  if (decision.kind === 'refused') return { outputs: [], decision };
  const outputs: Uint8Array[] = [];
  for (const batch of asked) {
    const evaluated = await receiveEvaluated(channel, manifest, batch);
    for (let at = 0; at < evaluated.length; at += pointBytes) {
      const place = outputs.length;
      const output = finalized(inputs[place]!, blinds[place]!, evaluated.subarray(at, at + pointBytes));
      outputs.push(output ?? fail('fusion.bad_point', `${channel.peer} answers with what is no element.`));
      if (place % turnElements === 0) await nextTurn();
    }
  }
  return { outputs, decision };
}

/** Elements worked on between turns of other work of the process, such as the link's heartbeat. */
const turnElements = 64;

async function blindedBatches(
  inputs: readonly Uint8Array[],
  blinds: readonly Scalar[],
  { mode }: Manifest,
): Promise<readonly Uint8Array[]> {
  const elements: Uint8Array[] = [];
  for (const [i, input] of inputs.entries()) {
    elements.push(blinded(input, blinds[i]!, mode));
    if (i % turnElements === 0) await nextTurn();
  }
  const starts = Array.from(
    { length: Math.ceil(elements.length / batchElements) },
    (_, batch) => batch * batchElements,
  );
  return starts.map((start) => Buffer.concat(elements.slice(start, start + batchElements)));
}

async function receiveEvaluated(
  channel: Channel,
  { mode, key }: Manifest,
  asked: Uint8Array,
): Promise<Uint8Array> {
  const proven = mode === 'verifiable' ? proofBytes : 0;
  const message = await receiveExactly(channel, labels.evaluated, asked.length + proven);
  const evaluated = message.subarray(0, asked.length);
  if (mode === 'plain') return evaluated;
  if (!isProven(Buffer.from(key, 'hex'), { asked, evaluated }, message.subarray(asked.length)))
    fail('fusion.bad_proof', `${channel.peer} did not use the key that its table was prepared with.`);
  return evaluated;
}
