import type { Json } from '@finharbor/kernel';
import type { CaseOutcome, Letter, PublicCase } from '../definition/procedure.ts';

/** Who acts: an account, as somebody of a party with roles there, those lent to it among them. */
export type Person = {
  readonly account: string;
  readonly party: string;
  readonly roles: readonly string[];
  /** Who has lent it a role while they are away: what is assigned to them, it may do for them. */
  readonly standsFor?: readonly string[];
  /** The office by itself and none of its people: it keeps people out of what has not been sent to it yet. */
  readonly isItself?: boolean;
};

/** A person, or the clock. */
export type Doer = Person | 'clock';

/** A document of a case, by the SHA-256 of its bytes in hex. */
export type Attached = {
  readonly sha256: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
};

/**
 * A place on a panel. Its number is its place among all that were ever given, and is never given to another account: who replaces somebody
 * must not come by what they said. A weight of 0 is that of a seat that was given up.
 */
export type Seat = { readonly account: string; readonly weight: number };

/** What one seat said of the case, in its present round. */
export type Opinion = { readonly seat: number; readonly verdict: Verdict; readonly form: Json };

/** What a seat says. */
export type Verdict = 'for' | 'against' | 'abstain';

/** A term that runs; days are dates where the calendar is kept. */
export type RunningTerm = {
  readonly days: number;
  readonly startedOn: string;
  readonly dueMs: number;
  readonly promisedMs: number | null;
  /** Counted over a year whose holidays are not known yet. */
  readonly isProvisional: boolean;
  /** From which day, which does not count, and how far it was counted where it may still move; of the promise null where that may not. */
  readonly counted?: { readonly from: string; readonly days: number; readonly promisedDays: number | null };
  /** Days that were left, and of the promise, when it was suspended; null where it runs. */
  readonly suspended: { readonly days: number; readonly promisedDays: number | null } | null;
  readonly extendedDays: number;
  readonly isPromiseOver: boolean;
  readonly isOver: boolean;
};

/** A term's days as they are by the calendar of now, and when it would have ended by the former one. */
export type Recounted = {
  readonly wasMs: number;
  readonly dueMs: number;
  readonly promisedMs: number | null;
};

/** What everybody may read of a case, and until when and how anybody may object. */
export type Published = PublicCase & {
  readonly objection?: { readonly procedure: string; readonly untilMs: number };
};

/** A case as its events have made it: JSON throughout, so that it is kept as it is. */
export type CaseState = {
  readonly procedure: string;
  readonly version: number;
  readonly state: string;
  readonly applicant: { readonly party: string; readonly account: string };
  /** Parties that apply together with it, once it is filed. */
  readonly alongside: readonly string[];
  readonly openedAtMs: number;
  readonly assignee: string | null;
  readonly forms: { readonly [form: string]: Json };
  readonly documents: { readonly [document: string]: readonly Attached[] };
  /** Who took which step. */
  readonly took: { readonly [step: string]: readonly string[] };
  readonly seats: readonly Seat[];
  /** Whose panel the seats are, by the name of its actor; null for the next one's. */
  readonly seatsFor: string | null;
  readonly opinions: readonly Opinion[];
  /** Who has a conflict of interest: for them the case is not there. */
  readonly excluded: readonly string[];
  readonly terms: { readonly [term: string]: RunningTerm };
  readonly published: Published | null;
  readonly ended: { readonly outcome: CaseOutcome; readonly atMs: number } | null;
  /** When its contents went, as its procedure says; nothing is done with it any more. */
  readonly forgottenAtMs?: number;
};

/** Who may read an event: everybody with the case, the office alone, or the office and one seat. */
export type Audience = 'all' | 'office' | `seat:${number}`;

/** Something that happened to a case. */
export type CaseEvent = { readonly audience: Audience } & (
  | { readonly type: 'opened' }
  | {
      readonly type: 'stepped';
      readonly step: string;
      readonly from: string;
      readonly to: string;
      readonly form: Json | null;
      readonly reason: string | null;
      /** What everybody may read from here on; null where nothing changes. */
      readonly published: Published | null;
      /** What the applicant was written with it. */
      readonly letter?: Letter;
    }
  | { readonly type: 'opined'; readonly opinion: Opinion }
  | { readonly type: 'assigned'; readonly to: string | null }
  | { readonly type: 'seated'; readonly seats: readonly Seat[] }
  | { readonly type: 'excluded'; readonly account: string; readonly reason: string }
  | { readonly type: 'attached'; readonly document: string; readonly file: Attached }
  | { readonly type: 'detached'; readonly document: string; readonly sha256: string }
  | { readonly type: 'commented'; readonly text: string; readonly mentions: readonly string[] }
  | { readonly type: 'extended'; readonly term: string; readonly days: number; readonly reason: string }
  | { readonly type: 'promise_over' | 'term_over'; readonly term: string }
  | { readonly type: 'recounted'; readonly terms: { readonly [term: string]: Recounted } }
  | {
      readonly type: 'migrated';
      /** Versions of its procedure. */
      readonly from: number;
      readonly to: number;
      readonly state: string;
      readonly forms: { readonly [form: string]: Json };
      /** Documents that are called otherwise from then on, or whose files leave the case. */
      readonly documents: { readonly [document: string]: string | null };
      /** Steps that are. */
      readonly steps: { readonly [step: string]: string };
    }
);

/** Somebody to be told: an account, or whoever has one of these roles at a party. */
export type Hearer =
  | { readonly account: string }
  | { readonly party: string; readonly roles: readonly string[] };
