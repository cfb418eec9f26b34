import { hash } from 'node:crypto';
import type { Json, Random } from '@finharbor/kernel';
import { decoded, encoded } from './jws.ts';

/** What one disclosure says: a salted claim of an object, or, without a name, an element of an array (RFC 9901, 4.2). */
export type Disclosure = {
  readonly text: string;
  readonly digest: string;
  readonly name: string | undefined;
  readonly value: Json;
};

/** Names that a claim cannot have: they are how digests stand in the payload. */
export const reservedNames: readonly string[] = ['_sd', '...'];

/** A claim under a fresh salt of 128 bits. */
export function disclosureOf(name: string, value: Json, random: Random): Disclosure {
  const text = encoded([Buffer.from(random.bytes(16)).toString('base64url'), name, value]);
  return { text, digest: digestOf(text), name, value };
}

/** Reads a disclosure; undefined where it is none. */
export function readDisclosure(text: string): Disclosure | undefined {
  const parts = decoded(text);
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') return undefined;
  const digest = digestOf(text);
  if (parts.length === 2) return { text, digest, name: undefined, value: parts[1]! };
  if (parts.length !== 3 || typeof parts[1] !== 'string') return undefined;
  return { text, digest, name: parts[1], value: parts[2]! };
}

/** SHA-256 over the text itself, as digests of disclosures and of presentations are made. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'base64url');
}
