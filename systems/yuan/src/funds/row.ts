import type { Sentence } from './words.ts';

/** A payment as a file asks for it, before anybody has judged it. */
export type Row = {
  readonly line: number;
  /** As it stands there. */
  readonly firm: string;
  readonly amountMinor: bigint;
  /** The file's own name for the payment; empty where it has none. */
  readonly reference: string;
  readonly reason: string;
  /** The firm's wallet, where one is named. */
  readonly wallet: string | null;
};

/** What is wrong with a line, and what to do. */
export type Fault = { readonly line: number; readonly code: string } & Sentence;

/** Who takes a file's rows. */
export type RowSink = {
  readonly begin: (messageId: string | null) => Promise<void> | void;
  readonly row: (row: Row) => Promise<void> | void;
  readonly fault: (fault: Fault) => Promise<void> | void;
};

/** Whether a file was read to its end and is what its sender meant to send, and how many payments it has. */
export type ReadFile = { readonly isWhole: boolean; readonly entries: number };
