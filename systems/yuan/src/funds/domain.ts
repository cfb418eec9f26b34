import type { Bilingual } from '@finharbor/kernel/contract';
import type { Purpose } from '../purses/purpose.ts';

/** The area of the purses of special funds. */
export const fundArea = 'funds';

/** A programme of special funds (专项资金), as it is kept. What is in it, the ledger knows. */
export type Fund = {
  readonly id: string;
  /** The wallet its budget comes from and the rest goes back to. */
  readonly wallet: string;
  readonly title: Bilingual;
  /** The law or notice it rests on. */
  readonly basis: string;
  /** Free to use, only at named merchants or categories, or only as wages. */
  readonly use: (typeof fundUses)[number];
  /** Where money of it may be spent; null where it is free. */
  readonly purpose: Purpose | null;
  /** A firm without a wallet gets its money when it opens one in time, or its entry is refused. */
  readonly withoutWallet: (typeof withoutWallets)[number];
  readonly claimUntilMs: number;
  readonly spendUntilMs: number;
  readonly state: 'open' | 'closed';
  readonly madeAtMs: number;
};

export const fundUses = ['free', 'named', 'wages'] as const;
export const withoutWallets = ['wait', 'refuse'] as const;

export const batchStates = [
  'uploading',
  'checking',
  'checked',
  'refused',
  'running',
  'cancelling',
  'cancelled',
  'done',
] as const;

/** A file of payments to firms, as it is kept. */
export type Batch = {
  readonly id: string;
  readonly fund: string;
  /** What its file is called. */
  readonly file: string;
  readonly format: (typeof batchFormats)[number];
  /** One bad entry refuses the file (`all`), or is left out (`each`). */
  readonly onBad: 'all' | 'each';
  /** A thousand entries move all or none (`chunk`), or each for itself (`entry`). */
  readonly together: 'chunk' | 'entry';
  readonly state: (typeof batchStates)[number];
  readonly pieces: number | null;
  /** SHA-256 of the file in hexadecimal, once it is checked. */
  readonly digest: string | null;
  readonly messageId: string | null;
  readonly entries: number;
  readonly good: number;
  readonly bad: number;
  readonly sumMinor: bigint;
  readonly maker: string;
  readonly checker: string | null;
  readonly madeAtMs: number;
  readonly approvedAtMs: number | null;
  readonly endedAtMs: number | null;
};

export const batchFormats = ['pain.001', 'csv'] as const;

export const entryStates = ['checked', 'planned', 'paid', 'waiting', 'refused', 'returned'] as const;

/** One firm's money of a batch. */
export type Entry = {
  /** Its place among those that can be paid, from 1. */
  readonly no: number;
  readonly line: number;
  /** The firm's code. */
  readonly firm: string;
  readonly amountMinor: bigint;
  readonly reference: string;
  readonly reason: string;
  readonly wallet: string | null;
  readonly state: (typeof entryStates)[number];
  /** Why it was refused. */
  readonly code: string | null;
  readonly atMs: number | null;
};

/** The most bytes of one piece of a file. */
export const mostPieceBytes: number = 1024 * 1024;
/** The most pieces of one file. */
export const mostPieces = 1024;

/** How many entries are planned, and where that is asked moved, at once. */
export const chunkEntries = 1000;

/** The party of a firm. */
export function firmParty(firm: string): string {
  return `firm:${firm}`;
}
