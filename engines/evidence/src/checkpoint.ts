import { decodeDecimal, decodeHash } from './bytes.ts';
import { type Note, parseNote } from './note.ts';

/** A tree by its size (leaves) and RFC 6962 root hash (32 bytes). */
export type TreeHead = { readonly size: number; readonly root: Uint8Array };

/** A C2SP checkpoint (c2sp.org/tlog-checkpoint): whose log, which tree, and the signed note that says so. */
export type Checkpoint = TreeHead & { readonly origin: string; readonly note: Note };

/** Reads a checkpoint; undefined where it is malformed. Its signatures are not checked here. */
export function parseCheckpoint(message: string): Checkpoint | undefined {
  const note = parseNote(message);
  const body = note && parseCheckpointText(note.text);
  return body && { ...body, note };
}

/** Reads the text of a checkpoint: origin, size, root in base64, then extension lines, none of them empty. */
export function parseCheckpointText(text: string): (TreeHead & { readonly origin: string }) | undefined {
  if (!text.endsWith('\n')) return undefined;
  const lines = text.slice(0, -1).split('\n');
  const [origin = '', sizeText = '', rootText = ''] = lines;
  const size = decodeDecimal(sizeText);
  const root = decodeHash(rootText);
  if (lines.includes('') || size === undefined || root === undefined) return undefined;
  return { origin, size, root };
}

/** The text a log signs for a tree. */
export function formatCheckpointText(origin: string, head: TreeHead): string {
  return `${origin}\n${head.size}\n${head.root.toBase64()}\n`;
}
