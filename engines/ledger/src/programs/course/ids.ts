import { canonicalJson, type Json, sha256 } from '@finharbor/kernel';
import type { Program } from '../value/program.ts';
import type { ProgramEvent } from './event.ts';

const domain = 'finharbor.ledger.program.1';
const highest = 2n ** 128n - 1n;

/** What a transfer of a program is for; it stands in the transfer's `userData32`. */
export const transferParts = {
  /** Moves nothing. Its id is that of the step, so that a step is done once, by one event. */
  seal: 1,
  /** Sets money aside, until the end of the program. */
  hold: 2,
  /** Takes a payment, with its fee, out of what is set aside. */
  take: 3,
  pay: 4,
  fee: 5,
  /** Gives what is set aside back. */
  giveBack: 6,
} as const;

/** A transfer's purpose by name. */
export type TransferPart = keyof typeof transferParts;

/**
 * The digest of a program's canonical JSON, 32 bytes in hex. Every id of the program comes from it: money set aside under one wording of
 * the rules is out of reach of any other.
 */
export function programDigest(program: Program): string {
  return Buffer.from(sha256(canonicalJson(plain(program)))).toString('hex');
}

/**
 * An id for the ledger: the first 128 bits, the highest byte first, of SHA-256 over the canonical JSON of `[domain, ...parts, n]`, where n is
 * the first of 0, 1, … that makes neither 0 nor 2^128 - 1.
 */
export function derivedId(...parts: readonly Json[]): bigint {
  for (let n = 0; ; n++) {
    const id = BigInt(
      `0x${Buffer.from(sha256(canonicalJson([domain, ...parts, n])).subarray(0, 16)).toString('hex')}`,
    );
    if (id !== 0n && id !== highest) return id;
  }
}

/** The two accounts of a program: through the first goes the money of an escrow, and never more out than in; seals stand between the two. */
export function accountsOf(digest: string): ProgramAccounts {
  return { money: derivedId(digest, 'account', 'money'), seal: derivedId(digest, 'account', 'seal') };
}

/** Ids of accounts that belong to nobody but a program. */
export type ProgramAccounts = { readonly money: bigint; readonly seal: bigint };

/** The seal of a program's step; steps count from 0. */
export function sealId(digest: string, step: number): bigint {
  return derivedId(digest, 'step', step);
}

/** A transfer that an event causes; `name` tells those of the same part apart. */
export function partId(digest: string, event: string, [part, name]: readonly [TransferPart, string]): bigint {
  return derivedId(digest, 'event', event, part, name);
}

/** What an event says, as 128 bits: it stands in `userData128` of all its transfers. */
export function eventMark(event: ProgramEvent): bigint {
  return derivedId('mark', plain(event));
}

/** A value as JSON: whole numbers of any size are decimal text. Of a program that is what `programJson` makes, without checking it again. */
function plain(value: unknown): Json {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
