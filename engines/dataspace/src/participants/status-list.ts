import { gunzipSync, gzipSync } from 'node:zlib';
import { type Clock, fail } from '@finharbor/kernel';
import { cache } from './cache.ts';
import {
  type Credential,
  checkCredential,
  type Issuer,
  issueCredential,
  type StatusEntry,
} from './credential.ts';
import type { FetchText } from './fetch-text.ts';
import type { Resolve } from './resolver.ts';

/** Places of a list: the fewest the specification allows, so that asking for a list tells nothing of whom it is asked about. */
export const statusListSize = 131_072;
const mostBytes = 1_048_576;

/** The compressed list (Bitstring Status List v1.0, section 3.3: the first place is the leftmost bit; gzip; multibase base64url). */
export function encodeStatusList(positions: Iterable<number>): string {
  const bits = new Uint8Array(statusListSize / 8);
  for (const position of positions) {
    if (position < 0 || position >= statusListSize)
      fail('dataspace.status_out_of_range', 'A status list has no such place.');
    bits[position >> 3]! |= 0x80 >> (position & 7);
  }
  return `u${gzipSync(bits).toString('base64url')}`;
}

/** Reads a compressed list into one that tells of each place whether it is set; undefined where it is none or too short. */
export function decodeStatusList(text: string): IsSet | undefined {
  if (!/^u[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    const bits = gunzipSync(Buffer.from(text.slice(1), 'base64url'), { maxOutputLength: mostBytes });
    if (bits.length * 8 < statusListSize) return undefined;
    return (position) => {
      const byte = bits[Math.floor(position / 8)];
      return byte === undefined ? undefined : (byte & (0x80 >> (position % 8))) !== 0;
    };
  } catch {
    return undefined;
  }
}

/** A list as its issuer publishes it. */
export type StatusListDraft = {
  readonly url: string;
  readonly revoked: Iterable<number>;
  readonly nowMs: number;
  /** How long it may be relied on where its issuer cannot be asked. */
  readonly validMs: number;
};

/** The credential that a list is published as. */
export function issueStatusList(issuer: Issuer, { url, revoked, nowMs, validMs }: StatusListDraft): string {
  return issueCredential(issuer, {
    id: url,
    type: 'BitstringStatusListCredential',
    validFromMs: nowMs,
    validUntilMs: nowMs + validMs,
    subject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodeStatusList(revoked),
    },
  });
}

/** Whether a credential has been taken back. */
export type StatusCheck =
  | { readonly kind: 'standing' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'refused' | 'unreachable'; readonly reason: string };
/** Asks its issuer's list. */
export type CheckStatus = (credential: Credential) => Promise<StatusCheck>;

/** What lists are read with. */
export type StatusReader = {
  readonly fetchText: FetchText;
  readonly resolve: Resolve;
  readonly clock: Clock;
  /** How old a list may be: a revocation is known everywhere after as long. */
  readonly freshMs?: number;
};

type IsSet = (position: number) => boolean | undefined;
type List =
  | { readonly kind: 'list'; readonly isSet: IsSet; readonly validUntilMs: number }
  | { readonly kind: 'refused' | 'unreachable'; readonly reason: string };

/**
 * Checks credentials against their issuers' lists. While an issuer cannot be reached the last list counts for as long as it says it is
 * valid; after that nobody knows, and the answer is `unreachable`.
 */
export function statusReader(reader: StatusReader): CheckStatus {
  const { freshMs = 60_000, clock } = reader;
  const last = new Map<string, Extract<List, { kind: 'list' }>>();
  const lists = cache<List>({
    clock,
    load: async (key) => {
      const read = await readList(reader, key);
      if (read.kind === 'list') last.set(key, read);
      return read.kind === 'unreachable' ? (last.get(key) ?? read) : read;
    },
    freshMs: ({ kind }) => (kind === 'list' ? freshMs : 5000),
  });
  return async ({ issuer, credentialStatus }) => {
    if (!credentialStatus) return { kind: 'standing' };
    // By issuer too: only a credential's own may say of it that it stands.
    const { value } = await lists.get(`${issuer} ${credentialStatus.statusListCredential}`);
    if (value.kind !== 'list') return value;
    return clock.nowMs() < value.validUntilMs
      ? stateIn(value.isSet, credentialStatus)
      : { kind: 'unreachable', reason: 'status list expired' };
  };
}

function stateIn(isSet: IsSet, entry: StatusEntry): StatusCheck {
  const bit = isSet(Number(entry.statusListIndex));
  if (bit === undefined) return { kind: 'refused', reason: 'no such place in the status list' };
  return { kind: bit ? 'revoked' : 'standing' };
}

async function readList({ fetchText, resolve, clock }: StatusReader, key: string): Promise<List> {
  const [issuer, address] = key.split(' ') as [string, string];
  const url = URL.parse(address);
  if (!url) return { kind: 'refused', reason: 'no address of a status list' };
  const fetched = await fetchText(url);
  if (fetched.kind !== 'found') return { kind: fetched.kind, reason: `status list: ${fetched.reason}` };
  const isTrusted = (one: string): boolean => one === issuer;
  const checked = await checkCredential({ resolve, clock, isTrusted }, fetched.text.trim());
  if (checked.kind !== 'valid') return { kind: checked.kind, reason: `status list: ${checked.reason}` };
  const { id, type, credentialSubject, validUntil } = checked.credential;
  const { encodedList, statusPurpose } = credentialSubject;
  const isList =
    id === address && type.includes('BitstringStatusListCredential') && statusPurpose === 'revocation';
  const isSet = isList && typeof encodedList === 'string' ? decodeStatusList(encodedList) : undefined;
  return isSet
    ? { kind: 'list', isSet, validUntilMs: Date.parse(validUntil) }
    : { kind: 'refused', reason: 'no status list for revocation' };
}
