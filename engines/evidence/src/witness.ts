import { sign } from 'node:crypto';
import { type Clock, fail, type SigningKey } from '@finharbor/kernel';
import { concat, equalBytes, utf8Text } from './bytes.ts';
import { type Checkpoint, parseCheckpoint, type TreeHead } from './checkpoint.ts';
import {
  checkSignature,
  cosignatureMessage,
  formatSignature,
  formatVerifierKey,
  isKeyName,
  parseVerifierKey,
  signatureType,
  type VerifierKey,
  verifierKey,
} from './note.ts';
import { digest, verifyConsistency } from './proof.ts';
import { type AddCheckpoint, linesBy, parseAddCheckpoint } from './witness-request.ts';

/** An answer of the witness, ready for HTTP: what c2sp.org/tlog-witness says for each case. */
export type WitnessResponse = {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: string;
  readonly body: string;
};

/**
 * Where a witness keeps the newest checkpoint it cosigned, per log (named by the lower-case hex SHA-256 of its origin).
 * `swap` puts `next` where `expected` still stands (undefined: nothing) and resolves once that is on disk for good,
 * or gives false where something else stands there by now.
 */
export type WitnessStore = {
  readonly read: (originHash: string) => Promise<string | undefined>;
  readonly swap: (originHash: string, change: WitnessChange) => Promise<boolean>;
};

/** One step of a witness's memory of a log, both ends cosigned checkpoints. */
export type WitnessChange = { readonly expected: string | undefined; readonly next: string };

/** The witness's name, its key (its own, used for nothing else), its memory, and the vkeys of the logs it watches; a key's name is the log's origin. */
export type WitnessOptions = {
  readonly name: string;
  readonly key: SigningKey;
  readonly store: WitnessStore;
  readonly clock: Clock;
  readonly logKeys: readonly string[];
};

/** A party that cosigns what only ever grows. */
export type Witness = {
  /** The vkey that verifies this witness's cosignatures. */
  readonly verifierKey: string;
  /** Answers `POST <prefix>/add-checkpoint`. The new state is on disk before the cosignature is given. */
  readonly addCheckpoint: (body: string | Uint8Array) => Promise<WitnessResponse>;
  /** Answers `GET <prefix>/<origin hash>/checkpoint`: the newest checkpoint it cosigned. */
  readonly latest: (originHash: string) => Promise<WitnessResponse>;
};

/** What the witness makes of a request, before anything is written. */
export type WitnessDecision =
  | { readonly kind: 'cosign'; readonly checkpoint: Checkpoint; readonly logKeys: readonly VerifierKey[] }
  | { readonly kind: 'refuse'; readonly response: WitnessResponse };

/**
 * Makes a witness by c2sp.org/tlog-witness with Ed25519 cosignatures (c2sp.org/tlog-cosignature).
 * Errors: `evidence.witness_name`, `evidence.log_key`.
 */
export async function createWitness(options: WitnessOptions): Promise<Witness> {
  const { name, store } = options;
  if (!isKeyName(name))
    fail('evidence.witness_name', 'name: a witness is named without spaces and plus signs.');
  const publicKey = new Uint8Array(Buffer.from(options.key.publicKey, 'base64url'));
  const verifier = await verifierKey({ name, type: signatureType.cosignature, publicKey });
  const logs = await readLogKeys(options.logKeys);

  async function addCheckpoint(body: string | Uint8Array): Promise<WitnessResponse> {
    const request = parseAddCheckpoint(typeof body === 'string' ? body : (utf8Text(body) ?? ''));
    if (request === undefined) return refusal(400, 'The body is not an add-checkpoint request.');
    const { origin } = request.checkpoint;
    const logKeys = logs.get(origin);
    if (logKeys === undefined) return refusal(404, 'This witness does not watch that log.');
    const originHash = await hashOrigin(origin);
    // Another request may have moved the log's state since it was read; then this one is judged again on the new state.
    for (;;) {
      const expected = await store.read(originHash);
      const decision = await decide(request, { logKeys, latest: latestOf(expected) });
      if (decision.kind === 'refuse') return decision.response;
      const line = cosign(options, { verifier, text: request.checkpoint.note.text });
      const byLog = logKeys.map((key) => linesBy(request.checkpoint, key)).join('');
      const next = `${request.checkpoint.note.text}\n${byLog}${line}`;
      if (await store.swap(originHash, { expected, next }))
        return { status: 200, contentType: 'text/plain; charset=utf-8', body: line };
    }
  }

  return {
    verifierKey: formatVerifierKey(verifier),
    addCheckpoint,
    async latest(originHash) {
      const message = /^[0-9a-f]{64}$/.test(originHash) ? await store.read(originHash) : undefined;
      if (message === undefined) return refusal(404, 'This witness has cosigned nothing of that log.');
      return { status: 200, contentType: 'text/plain; charset=utf-8', body: message };
    },
  };
}

/** What a witness knows of a log when a request comes: its keys, and the tree it cosigned last. */
export type WitnessView = { readonly logKeys: readonly VerifierKey[]; readonly latest: TreeHead | undefined };

/** Judges a request against the last cosigned tree, in the order and with the statuses of c2sp.org/tlog-witness. No I/O. */
async function decide(request: AddCheckpoint, view: WitnessView): Promise<WitnessDecision> {
  const { oldSize, path, checkpoint } = request;
  const checks = await Promise.all(view.logKeys.map((key) => checkSignature(checkpoint.note, key)));
  if (checks.some(({ kind }) => kind === 'invalid') || !checks.some(({ kind }) => kind === 'valid'))
    return {
      kind: 'refuse',
      response: refusal(403, 'The checkpoint is not signed by a trusted key of the log.'),
    };
  if (oldSize > checkpoint.size)
    return { kind: 'refuse', response: refusal(400, 'The old size is larger than the checkpoint.') };
  const latestSize = view.latest?.size ?? 0;
  if (oldSize !== latestSize) {
    const response = { status: 409, contentType: 'text/x.tlog.size', body: `${latestSize}\n` } as const;
    return { kind: 'refuse', response };
  }
  const emptyRoot = await digest(new Uint8Array(0));
  const older = view.latest ?? { size: 0, root: emptyRoot };
  const isEmptyTree = checkpoint.size > 0 || equalBytes(checkpoint.root, emptyRoot);
  if (!isEmptyTree || !(await verifyConsistency({ older, newer: checkpoint, path })))
    return { kind: 'refuse', response: refusal(422, 'The checkpoint is not consistent with the last one.') };
  return { kind: 'cosign', checkpoint, logKeys: view.logKeys };
}

async function readLogKeys(vkeys: readonly string[]): Promise<ReadonlyMap<string, readonly VerifierKey[]>> {
  const logs = new Map<string, VerifierKey[]>();
  for (const [at, vkey] of vkeys.entries()) {
    const key = await parseVerifierKey(vkey);
    if (key?.type !== signatureType.ed25519)
      fail('evidence.log_key', `logKeys[${at}]: not the vkey of an Ed25519 log.`);
    logs.set(key.name, [...(logs.get(key.name) ?? []), key]);
  }
  return logs;
}

function latestOf(stored: string | undefined): TreeHead | undefined {
  if (stored === undefined) return undefined;
  // To take an unreadable memory for none would let a log begin its history again.
  return (
    parseCheckpoint(stored) ?? fail('evidence.witness_store', 'The witness’s memory of a log cannot be read.')
  );
}

function cosign(
  { key, clock }: WitnessOptions,
  { verifier, text }: { readonly verifier: VerifierKey; readonly text: string },
): string {
  const timestampS = Math.floor(clock.nowMs() / 1000);
  if (timestampS < 1)
    fail('evidence.clock', 'The clock stands before 1970; a cosignature cannot bear its time.');
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(timestampS));
  const signature = concat(time, sign(null, cosignatureMessage(timestampS, text), key.privateKey));
  return formatSignature({ name: verifier.name, keyId: verifier.keyId, signature });
}

async function hashOrigin(origin: string): Promise<string> {
  return (await digest(new TextEncoder().encode(origin))).toHex();
}

function refusal(status: 400 | 403 | 404 | 422, body: string): WitnessResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${body}\n` };
}
