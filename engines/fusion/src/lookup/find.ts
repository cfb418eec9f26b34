import type { Manifest } from './manifest.ts';
import { type Content, opened, payloadBytes } from './payload.ts';
import { placeBytes } from './shape.ts';
import { openSegment, type SegmentReader } from './table-file.ts';

/** Which outputs stand in the table, in order, each with its label; the latest segment that speaks of one decides. */
export async function findAll(
  folder: string,
  manifest: Manifest,
  outputs: readonly Uint8Array[],
): Promise<readonly { readonly at: number; readonly label: Uint8Array }[]> {
  await using opening = new AsyncDisposableStack();
  const readers: SegmentReader[] = [];
  for (const at of manifest.segments.keys())
    readers.push(opening.use(await openSegment(folder, manifest, at)));
  const found: { at: number; label: Uint8Array }[] = [];
  for (const [at, output] of outputs.entries()) {
    const content = await contentOf(manifest, readers, output);
    if (content?.kind === 'label') found.push({ at, label: content.label });
  }
  return found;
}

async function contentOf(
  manifest: Manifest,
  readers: readonly SegmentReader[],
  output: Uint8Array,
): Promise<Content | undefined> {
  const place = Buffer.from(output.subarray(0, placeBytes));
  for (let at = readers.length - 1; at >= 0; at--) {
    const payloads = await readers[at]!.payloadsAt(place);
    if (payloads.length > 0 && payloadBytes(manifest.labelBytes, at === 0) === 0)
      return { kind: 'label', label: new Uint8Array(0) };
    const sealing = {
      salt: Buffer.from(manifest.segments[at]!.salt, 'hex'),
      labelBytes: manifest.labelBytes,
    };
    for (const payload of payloads) {
      const content = opened(output, payload, sealing);
      if (content) return content;
    }
  }
  return undefined;
}
