import type { StoredLink } from '@finharbor/cases';
import type { Json } from '@finharbor/kernel';
import { z } from 'zod';

/** The type of the document that signs an archive. */
export const archiveType = 'case_archive';

/** One file of an archive, as the signature covers it. */
const listed = z.strictObject({ path: z.string(), sha256: z.string(), bytes: z.int() });

/** What is signed of an archive. */
export const manifestSchema: z.ZodType<Manifest> = z.strictObject({
  format: z.literal('finharbor/case-archive/1'),
  ...{ case: z.string(), number: z.string(), reader: z.enum(['office', 'applicant', 'seat']) },
  chain: z.enum(['whole', 'extract']),
  ...{ events: z.int(), head: z.string(), files: z.array(listed).readonly() },
});

/** The same as a type. */
export type Manifest = {
  readonly format: 'finharbor/case-archive/1';
  readonly case: string;
  readonly number: string;
  readonly reader: 'office' | 'applicant' | 'seat';
  /** The office has a case's own chain; everybody else has one of the events that are for them. */
  readonly chain: 'whole' | 'extract';
  readonly events: number;
  /** The last hash of the chain, in hex. */
  readonly head: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
};

const hex = z.string().regex(/^([0-9a-f]{2})+$/);

const wireSchema = z.strictObject({
  ...{ seq: z.int(), atMs: z.int(), audience: z.string(), by: z.string().nullable() },
  ...{ body: z.json().nullable(), salt: hex.nullable(), commitment: hex, hash: hex },
});

/** A chain as an archive has it. */
export const chainSchema: z.ZodType<readonly WireEvent[]> = z.array(wireSchema).readonly();

/** An event as it is written into an archive; body, salt and author are null once the contents have gone. */
export type WireEvent = {
  readonly seq: number;
  readonly atMs: number;
  readonly audience: string;
  readonly by: string | null;
  readonly body: Json | null;
  readonly salt: string | null;
  readonly commitment: string;
  readonly hash: string;
};

/** An event as it is written. */
export function wireEvent({
  seq,
  atMs,
  audience,
  byWhom,
  body,
  salt,
  commitment,
  hash,
}: StoredLink): WireEvent {
  return {
    ...{ seq, atMs, audience, by: byWhom, body, salt: salt && hexOf(salt) },
    ...{ commitment: hexOf(commitment), hash: hexOf(hash) },
  };
}

/** The same read back. */
export function storedLink({ by, salt, commitment, hash, ...rest }: WireEvent): StoredLink {
  return {
    ...{ ...rest, byWhom: by, salt: salt === null ? null : Buffer.from(salt, 'hex') },
    ...{ commitment: Buffer.from(commitment, 'hex'), hash: Buffer.from(hash, 'hex') },
  };
}

/** Bytes as they are written. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
