import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@finharbor/kernel';
import { type AuditState, auditState, frontierOf } from './audit-state.ts';
import { utf8Text } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { checkSignature, parseVerifierKey, signatureType, type VerifierKey } from './note.ts';
import { Replay } from './replay.ts';
import { emptyFrontier } from './tree.ts';

/** The log's served files: the bytes at a path under its prefix (`checkpoint`, `tile/0/000`), or undefined where there is none. */
export type AuditSource = (path: string) => Promise<Uint8Array | undefined>;

/** What an audit goes by. */
export type AuditOptions = {
  /** The log's vkey; its name is the origin. */
  readonly logKey: string;
  /** Where an earlier audit ended. What lies before it is not read again: leave it out for a full replay. */
  readonly state?: AuditState;
  /** Checkpoints this log has signed earlier, from receipts or witnesses; those not older than `state` are checked too. */
  readonly checkpoints?: readonly string[];
  /** Called for each entry, in order, before the tree is known to be right. */
  readonly onEntry?: (index: number, entry: Uint8Array) => void;
};

/** Something wrong: what, and at which path (or `checkpoints/<n>` for a given checkpoint). */
export type AuditFinding = {
  readonly reason:
    | 'checkpoint_malformed'
    | 'checkpoint_signature'
    | 'origin_differs'
    | 'missing'
    | 'bundle_malformed'
    | 'bundle_differs'
    | 'tile_differs'
    | 'root_differs'
    | 'shrunk';
  readonly path: string;
};

/** The outcome of an audit. `state` is given only where nothing was found: a later audit may go on from it. */
export type AuditReport =
  | { readonly kind: 'consistent'; readonly state: AuditState; readonly entriesRead: number }
  | { readonly kind: 'inconsistent'; readonly findings: readonly AuditFinding[] };

/** Reads the served files of a log from a folder (`Log.publicDirectory`). */
export function directorySource(directory: string): AuditSource {
  return async (path) => {
    try {
      return await readFile(join(directory, path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
}

/**
 * Replays all entries of a log, recomputes every tile and root from them alone, and compares these with what is served
 * and with every checkpoint. An entry altered together with its level-0 tile still gives another root.
 * Errors: `evidence.log_key`, `evidence.audit_state`.
 */
export async function audit(source: AuditSource, options: AuditOptions): Promise<AuditReport> {
  const key = await parseVerifierKey(options.logKey);
  if (key?.type !== signatureType.ed25519)
    fail('evidence.log_key', 'logKey: not the vkey of an Ed25519 log.');
  const start = options.state === undefined ? emptyFrontier : frontierOf(options.state);
  if (start === undefined)
    fail('evidence.audit_state', 'state: the saved state is damaged; audit from the beginning.');
  const findings: AuditFinding[] = [];
  const heads = await readHeads({ source, options, key, findings });
  const newest = heads.at(-1);
  if (heads.some(({ path, checkpoint }) => path === 'checkpoint' && checkpoint.size < start.size))
    findings.push({ reason: 'shrunk', path: 'checkpoint' });
  if (newest === undefined || findings.length > 0) return { kind: 'inconsistent', findings };
  const replay = new Replay(source, { start, findings, onEntry: options.onEntry ?? (() => {}) });
  for (const head of heads) {
    if (head.checkpoint.size < start.size) continue;
    if (!(await replay.advance(head.checkpoint.size))) break;
    await replay.compare(head.checkpoint.root, head.path);
  }
  if (findings.length > 0) return { kind: 'inconsistent', findings };
  const end = replay.frontier();
  return { kind: 'consistent', state: auditState(end), entriesRead: end.size - start.size };
}

type NamedHead = { readonly path: string; readonly checkpoint: Checkpoint };

type HeadParts = {
  readonly source: AuditSource;
  readonly options: AuditOptions;
  readonly key: VerifierKey;
  readonly findings: AuditFinding[];
};

/** The served checkpoint and the given ones, smallest first; what is wrong with their form or signature goes to the findings. */
async function readHeads({ source, options, key, findings }: HeadParts): Promise<readonly NamedHead[]> {
  const served = await source('checkpoint');
  if (served === undefined) findings.push({ reason: 'missing', path: 'checkpoint' });
  const messages = (options.checkpoints ?? []).map((text, at) => ({ path: `checkpoints/${at}`, text }));
  if (served !== undefined) messages.push({ path: 'checkpoint', text: utf8Text(served) ?? '' });
  const heads: NamedHead[] = [];
  for (const { path, text } of messages) {
    const checkpoint = parseCheckpoint(text);
    if (checkpoint === undefined) findings.push({ reason: 'checkpoint_malformed', path });
    else if (checkpoint.origin !== key.name) findings.push({ reason: 'origin_differs', path });
    else if ((await checkSignature(checkpoint.note, key)).kind !== 'valid')
      findings.push({ reason: 'checkpoint_signature', path });
    else heads.push({ path, checkpoint });
  }
  return heads.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
}
