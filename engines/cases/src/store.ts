import type { Head, Link } from './chain.ts';
import type { CaseState } from './machine/state.ts';

/** A case as it is kept. */
export type StoredCase = {
  readonly id: string;
  readonly number: string;
  readonly head: Head;
  readonly state: CaseState;
  /** What a list calls it by. */
  readonly subject: string;
};

/** A job for elsewhere, which is begun if and only if what it is written with is kept. */
export type Job = { readonly task: string; readonly key: string; readonly payload: object };

/** A case that is to be begun; its number is given when it is kept. */
export type NewCase = Omit<StoredCase, 'number'> & {
  readonly prefix: string;
  readonly year: number;
  readonly links: readonly Link[];
};

/** What is to be kept of a case: it is, where the case is still as it was read. */
export type CaseChange = {
  readonly before: StoredCase;
  readonly after: CaseState;
  readonly subject: string;
  readonly links: readonly Link[];
  readonly jobs: readonly Job[];
};

/** Where cases are kept. */
export type CaseStore = {
  readonly read: (id: string) => Promise<StoredCase | undefined>;
  /** A case as this process kept it last; others may have changed it since, so it is good for what `write` will compare and no more. */
  readonly recall: (id: string) => StoredCase | undefined;
  readonly open: (wanted: NewCase) => Promise<StoredCase>;
  /** Keeps a change whole and gives the case, or nothing of it and undefined where the case has changed since it was read. */
  readonly write: (change: CaseChange) => Promise<StoredCase | undefined>;
  /** Cases whose alarm is due, the longest due first. */
  readonly due: (nowMs: number, page: DuePage) => Promise<readonly Due[]>;
};

/** A case with the moment its alarm is for. */
export type Due = { readonly id: string; readonly alarmMs: number };

/** At most so many, after that one. */
export type DuePage = { readonly most: number; readonly after: Due | undefined };
