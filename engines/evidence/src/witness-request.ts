import { decodeDecimal, decodeHash } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { formatSignature } from './note.ts';

/** The body of an `add-checkpoint` request, read. Nothing in it is checked yet. */
export type AddCheckpoint = {
  readonly oldSize: number;
  readonly path: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
};

/** Most hashes a consistency proof may have (c2sp.org/tlog-witness). */
const maxProofLines = 63;

/** The body of an `add-checkpoint` request: old size, consistency proof, an empty line, the checkpoint as it is. */
export function formatAddCheckpoint(oldSize: number, path: readonly Uint8Array[], message: string): string {
  return `old ${oldSize}\n${path.map((hash) => `${hash.toBase64()}\n`).join('')}\n${message}`;
}

/** Reads an `add-checkpoint` body; undefined where it is malformed. */
export function parseAddCheckpoint(body: string): AddCheckpoint | undefined {
  const split = body.indexOf('\n\n');
  if (split < 0) return undefined;
  const [first = '', ...lines] = body.slice(0, split).split('\n');
  const oldSize = first.startsWith('old ') ? decodeDecimal(first.slice(4)) : undefined;
  const path = lines.map(decodeHash);
  const checkpoint = parseCheckpoint(body.slice(split + 2));
  if (oldSize === undefined || checkpoint === undefined || path.length > maxProofLines) return undefined;
  if (!path.every((hash) => hash !== undefined)) return undefined;
  return { oldSize, path, checkpoint };
}

/** The signature lines of a checkpoint made by one key, as text. */
export function linesBy(
  checkpoint: Checkpoint,
  key: { readonly name: string; readonly keyId: number },
): string {
  return checkpoint.note.signatures
    .filter((line) => line.name === key.name && line.keyId === key.keyId)
    .map(formatSignature)
    .join('');
}
