import { deflateSync, inflateSync } from 'node:zlib';
import type { Json } from '@finharbor/kernel';
import { bytes, isObject } from '../sd-jwt/jws.ts';

/** What a status list says of an entry (Token Status List, 7.1). */
export const statusCodes: { readonly valid: 0; readonly revoked: 1; readonly suspended: 2 } = {
  valid: 0,
  revoked: 1,
  suspended: 2,
};

/** A status list as it stands in its token: entries of 1, 2, 4 or 8 bits, compressed. */
export type StatusList = { readonly bits: 1 | 2 | 4 | 8; readonly lst: string };

/** A status list unpacked. */
export type Unpacked = { readonly bits: StatusList['bits']; readonly entries: Uint8Array };

// A million entries of the widest kind; no list that unpacks to more is read.
const mostBytes = 1_048_576;
const mostCharacters = 1_500_000;

/** A list of so many entries that are all valid, but for those named. */
export function packList(
  { bits, size }: { readonly bits: StatusList['bits']; readonly size: number },
  named: Iterable<readonly [index: number, status: number]>,
): StatusList {
  const entries = new Uint8Array((size * bits) / 8);
  for (const [index, status] of named) {
    const at = index * bits;
    entries[at >> 3]! |= status << (at & 7);
  }
  return { bits, lst: deflateSync(entries, { level: 9 }).toString('base64url') };
}

/** Unpacks the list of a token; undefined where it is none, or is larger than any that is read. */
export function unpackList(list: Json | undefined): Unpacked | undefined {
  if (!isObject(list)) return undefined;
  const { bits, lst } = list;
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) return undefined;
  const packed = typeof lst === 'string' && lst.length <= mostCharacters ? bytes(lst) : undefined;
  if (!packed) return undefined;
  try {
    return { bits, entries: inflateSync(packed, { maxOutputLength: mostBytes }) };
  } catch {
    return undefined;
  }
}

/** The status at an index; undefined where the list does not reach so far. */
export function statusAt({ bits, entries }: Unpacked, index: number): number | undefined {
  const at = index * bits;
  const byte = entries[Math.floor(at / 8)];
  return byte === undefined ? undefined : (byte >> (at % 8)) & ((1 << bits) - 1);
}
