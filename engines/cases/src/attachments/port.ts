import type { CaseRefusal } from '../machine/refusal.ts';

/** What all files of a case have together, those that are still coming in included. */
export const mostCaseBytes: number = 500_000_000;

/** Bytes on their way in: `size` of them, or null where that is not known beforehand, and `most` in any case. */
export type Arriving = {
  readonly size: number | null;
  readonly most: number;
  readonly bytes: AsyncIterable<Uint8Array>;
};

/** Bytes that are all here, and wait until they are settled. */
export type Received = {
  readonly kind: 'received';
  readonly id: string;
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** What they may be, by their content. */
  readonly types: readonly [string, ...string[]];
};

/** The bytes of what is attached to cases: as streams, and a piece at a time in memory. */
export type CaseFiles = {
  /**
   * Takes bytes in for a case, whole or not at all. They stay for an hour at least, and are to be settled once a document names them or not.
   * Refusals: `case.files_large`. Errors: `request.too_large`, and those of the source.
   */
  readonly receive: (caseId: string, arriving: Arriving) => Promise<Received | CaseRefusal>;
  /** Bytes of a case by their hash in hex; undefined where they are not there. The stream fails before its end where they are not what they were. */
  readonly read: (
    caseId: string,
    sha256: string,
  ) => Promise<{ readonly size: number; readonly bytes: AsyncIterable<Uint8Array> } | undefined>;
  /** Has bytes looked at, since a document that names them may stop doing so: what is to be settled afterwards. */
  readonly unsettle: (caseId: string, sha256: string) => Promise<readonly string[]>;
  /** Keeps bytes once where a document of their case has them, or had them when a step was taken; and removes them elsewhere. */
  readonly settle: (id: string) => Promise<void>;
};
