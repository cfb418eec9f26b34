import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../durable.ts';
import type { Scalar } from '../psi/group.ts';
import { type Manifest, ownManifest } from './manifest.ts';

/** Where a table's parts lie in its folder; the same on both sides. The holder's has its key, and its work, besides. */
export const layout = {
  manifest: 'manifest',
  segments: 'segments',
  keys: 'keys',
  work: 'work',
  queries: 'queries',
} as const;

/** The file of a segment's bytes. */
export function tablePath(folder: string, name: string): string {
  return join(folder, layout.segments, `${name}.table`);
}

/** The file of its chunks' hashes. */
export function hashesPath(folder: string, name: string): string {
  return join(folder, layout.segments, `${name}.hashes`);
}

/** What a folder holds, with the signed bytes; undefined where no version is whole yet. */
export async function currentTable(
  folder: string,
): Promise<{ readonly manifest: Manifest; readonly signed: Uint8Array } | undefined> {
  const signed = await readIfThere(join(folder, layout.manifest));
  return signed && { manifest: ownManifest(signed), signed };
}

/** Makes a version the current one, then removes files that it does not need. */
export async function replaceTable(folder: string, signed: Uint8Array): Promise<void> {
  await writeWhole(folder, layout.manifest, [signed]);
  const { segments, key } = ownManifest(signed);
  const kept = new Set(segments.flatMap(({ name }) => [`${name}.table`, `${name}.hashes`]));
  await removeOthers(join(folder, layout.segments), kept);
  await removeOthers(join(folder, layout.keys), new Set([key]));
}

async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (!kept.has(name)) await rm(join(folder, name));
}

/** Keeps the secret half of a key, under its element. */
export async function keepKey(folder: string, element: string, secret: Uint8Array): Promise<void> {
  await writeWhole(join(folder, layout.keys), element, [secret]);
}

/** The secret half of a key; undefined where it is not there. */
export async function keptKey(folder: string, element: string): Promise<Scalar | undefined> {
  const bytes = await readIfThere(join(folder, layout.keys, element));
  return bytes && (new Uint8Array(bytes) as Uint8Array as Scalar);
}
