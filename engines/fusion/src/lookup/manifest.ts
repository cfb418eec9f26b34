import {
  canonicalJson,
  fail,
  type PublicKey,
  type SigningKey,
  sha256,
  signBytes,
  verifyBytes,
} from '@finharbor/kernel';
import { z } from 'zod';
import type { Mode } from './hash-to-group.ts';
import { mostLabelBytes, payloadBytes } from './payload.ts';
import { mostProven } from './proof.ts';
import { mostCellBits, mostSegments, type Shape, shapeOf } from './shape.ts';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file of the table. */
export type Segment = {
  /** SHA-256 of the list of its chunks' hashes. */
  readonly name: string;
  readonly bytes: number;
  readonly entries: number;
  readonly cellBits: number;
  readonly salt: string;
};

/** What a version of a table consists of. */
export type Manifest = {
  readonly format: 'finharbor/lookup/1';
  readonly table: string;
  readonly holder: string;
  readonly version: number;
  readonly mode: Mode;
  /** The element of the key that places and labels follow from. */
  readonly key: string;
  readonly labelBytes: number;
  readonly largestQuery: number;
  /** The first holds the whole table as it was prepared, the others updates, the latest last. */
  readonly segments: readonly Segment[];
};

const segmentSchema = z.strictObject({
  name: hex32,
  bytes: z
    .int()
    .min(1)
    .max(2 ** 41),
  entries: z
    .int()
    .min(0)
    .max(2 ** mostCellBits),
  cellBits: z.int().min(0).max(mostCellBits),
  salt: hex32,
});

const manifestSchema: z.ZodType<Manifest> = z.strictObject({
  format: z.literal('finharbor/lookup/1'),
  table: z.string().min(1).max(200),
  holder: z.string().min(1).max(200),
  version: z.int().min(1),
  mode: z.enum(['plain', 'verifiable'] satisfies Mode[]),
  key: hex32,
  labelBytes: z.int().min(0).max(mostLabelBytes),
  largestQuery: z.int().min(1).max(mostProven),
  segments: z.array(segmentSchema).min(1).max(mostSegments),
});

const context = 'finharbor/lookup-manifest/v1';
const signatureBytes = 64;

/** The manifest's bytes, signed by the holder. */
export function signedManifest(manifest: Manifest, key: SigningKey): Buffer {
  const text = Buffer.from(canonicalJson(manifest));
  return Buffer.concat([signBytes(key, context, text), text]);
}

/** A manifest whose signature nobody asks for: the holder's own, on its own disk. */
export function ownManifest(bytes: Uint8Array): Manifest {
  return parsed(bytes, 'This table');
}

/** A manifest that the holder with this key signed. Errors: `fusion.bad_table`, naming the holder. */
export function verifiedManifest(bytes: Uint8Array, holder: { party: string; key: PublicKey }): Manifest {
  const signed = { signature: bytes.subarray(0, signatureBytes), message: bytes.subarray(signatureBytes) };
  if (bytes.length <= signatureBytes || !verifyBytes(holder.key, context, signed))
    badTable(holder.party, 'its manifest is not signed with the key known for it');
  const manifest = parsed(bytes, holder.party);
  if (manifest.holder !== holder.party) badTable(holder.party, 'its manifest names another holder');
  return manifest;
}

/** What names a version: SHA-256 of its manifest. */
export function snapshotOf(manifest: Manifest): Uint8Array<ArrayBuffer> {
  return sha256(canonicalJson(manifest));
}

/** The shape of one of the table's segments. */
export function segmentShape({ labelBytes, segments }: Manifest, place: number): Shape {
  return shapeOf(segments[place]!.cellBits, payloadBytes(labelBytes, place === 0));
}

/** Throws `fusion.bad_table`. */
export function badTable(whose: string, what: string, cause?: unknown): never {
  return fail('fusion.bad_table', `The table of ${whose} cannot be used: ${what}.`, cause);
}

function parsed(bytes: Uint8Array, whose: string): Manifest {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(signatureBytes));
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    return badTable(whose, 'its manifest cannot be read', cause);
  }
}
