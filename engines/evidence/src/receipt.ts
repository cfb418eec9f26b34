import { decodeBase64, decodeDecimal, decodeHash } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { checkSignature, parseVerifierKey, sameKey, signatureType, type VerifierKey } from './note.ts';
import { leafHash, verifyInclusion } from './proof.ts';

/** A C2SP tlog-proof, read: where an entry stands, its RFC 6962 path, and the checkpoint (text, verbatim) the path leads to. */
export type TlogProof = {
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly checkpoint: string;
  /** Application data beside the proof; nothing signs it. */
  readonly extra?: Uint8Array;
};

/** A witness whose cosignature was found good, and when it gave it (Unix seconds, by its own clock). */
export type Cosigner = { readonly name: string; readonly timestampS: number };

/** Why a receipt is not accepted. */
export type ReceiptFault =
  | 'log_key_malformed'
  | 'witness_key_malformed'
  | 'witness_key_repeated'
  | 'quorum_malformed'
  | 'proof_malformed'
  | 'origin_unknown'
  | 'log_signature_missing'
  | 'log_signature_invalid'
  | 'witness_signature_invalid'
  | 'quorum_missed'
  | 'entry_not_included';

/** The outcome of `verifyReceipt`. */
export type ReceiptVerdict =
  | {
      readonly kind: 'valid';
      readonly origin: string;
      readonly index: number;
      readonly size: number;
      readonly cosigners: readonly Cosigner[];
    }
  | { readonly kind: 'invalid'; readonly reason: ReceiptFault };

/** What `verifyReceipt` needs: the entry's bytes, the tlog-proof text, vkeys of the log and of the known witnesses, and how many of these must have cosigned. */
export type ReceiptCheck = {
  readonly entry: Uint8Array;
  readonly proof: string;
  readonly logKey: string;
  readonly witnessKeys: readonly string[];
  readonly quorum: number;
};

const header = 'c2sp.org/tlog-proof@v1';

/** The text of a proof (c2sp.org/tlog-proof), to be kept as a `.tlog-proof` file beside the entry. */
export function formatProof(proof: TlogProof): string {
  const extra = proof.extra === undefined ? '' : `extra ${proof.extra.toBase64()}\n`;
  const path = proof.path.map((hash) => `${hash.toBase64()}\n`).join('');
  return `${header}\n${extra}index ${proof.index}\n${path}\n${proof.checkpoint}`;
}

/** Reads a tlog-proof; undefined where it is malformed. Nothing in it is checked yet. */
export function parseProof(text: string): TlogProof | undefined {
  const split = text.indexOf('\n\n');
  if (split < 0) return undefined;
  const [first, ...lines] = text.slice(0, split).split('\n');
  if (first !== header) return undefined;
  const extra = lines[0]?.startsWith('extra ') ? decodeBase64(lines.shift()!.slice(6)) : null;
  const [, indexText = ''] = /^index (\d+)$/.exec(lines.shift() ?? '') ?? [];
  const index = decodeDecimal(indexText);
  const path = lines.map(decodeHash);
  // No tree of fewer than 2^63 leaves has a longer path.
  if (extra === undefined || index === undefined || path.length > 63) return undefined;
  if (!path.every((hash) => hash !== undefined)) return undefined;
  return { index, path, checkpoint: text.slice(split + 2), ...(extra === null ? {} : { extra }) };
}

/**
 * Says whether an entry is in the log's tree, and whether at least `quorum` of the given witnesses cosigned that tree.
 * Needs no network and no state; runs in a browser. The log's key must bear the checkpoint's origin as its name.
 * It does not say that the entry is true, nor that there is nothing beside the log. Source: c2sp.org/tlog-proof, "Verifying a tlog proof".
 */
export async function verifyReceipt(check: ReceiptCheck): Promise<ReceiptVerdict> {
  const policy = await readPolicy(check);
  if (typeof policy === 'string') return { kind: 'invalid', reason: policy };
  const proof = parseProof(check.proof);
  const checkpoint = proof && parseCheckpoint(proof.checkpoint);
  if (proof === undefined || checkpoint === undefined) return { kind: 'invalid', reason: 'proof_malformed' };
  const cosigners = await checkSigners(checkpoint, policy);
  if (typeof cosigners === 'string') return { kind: 'invalid', reason: cosigners };
  if (cosigners.length < check.quorum) return { kind: 'invalid', reason: 'quorum_missed' };
  const { size, root, origin } = checkpoint;
  const leaf = await leafHash(check.entry);
  const included = await verifyInclusion({ index: proof.index, size, leaf, path: proof.path, root });
  if (!included) return { kind: 'invalid', reason: 'entry_not_included' };
  return { kind: 'valid', origin, index: proof.index, size, cosigners };
}

type Policy = { readonly log: VerifierKey; readonly witnesses: readonly VerifierKey[] };

async function readPolicy(check: ReceiptCheck): Promise<Policy | ReceiptFault> {
  if (!Number.isSafeInteger(check.quorum) || check.quorum < 0) return 'quorum_malformed';
  const log = await parseVerifierKey(check.logKey);
  if (log?.type !== signatureType.ed25519) return 'log_key_malformed';
  const witnesses: VerifierKey[] = [];
  for (const vkey of check.witnessKeys) {
    const witness = await parseVerifierKey(vkey);
    if (witness?.type !== signatureType.cosignature) return 'witness_key_malformed';
    // One key under two names would count twice, and a log's own key is no second party.
    if ([log, ...witnesses].some((other) => sameKey(other, witness))) return 'witness_key_repeated';
    witnesses.push(witness);
  }
  return { log, witnesses };
}

async function checkSigners(
  checkpoint: Checkpoint,
  policy: Policy,
): Promise<readonly Cosigner[] | ReceiptFault> {
  if (checkpoint.origin !== policy.log.name) return 'origin_unknown';
  const byLog = await checkSignature(checkpoint.note, policy.log);
  if (byLog.kind === 'absent') return 'log_signature_missing';
  if (byLog.kind === 'invalid') return 'log_signature_invalid';
  const cosigners: Cosigner[] = [];
  for (const witness of policy.witnesses) {
    const byWitness = await checkSignature(checkpoint.note, witness);
    if (byWitness.kind === 'invalid') return 'witness_signature_invalid';
    if (byWitness.kind === 'valid') cosigners.push({ name: witness.name, timestampS: byWitness.timestampS });
  }
  return cosigners;
}
