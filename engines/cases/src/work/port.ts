import type { Json } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { CasesTables } from '../database.gen.ts';
import type { Heard } from '../machine/hearers.ts';

/** What a job is about: its key, which is the same however often it is begun, and the event of a case that it follows from. */
type Follows = {
  readonly key: string;
  readonly case: string;
  readonly number: string;
  readonly seq: number;
};

/** Something that a step wants done elsewhere. */
export type CaseEffect = Follows & { readonly port: string; readonly body: Json };

/** Somebody to be told of an event. */
export type CaseNotice = Follows & Heard;

/**
 * Who does what a case wants done. `inside` runs in one transaction with the mark that it is done: exactly once, whatever is killed when;
 * it reaches its own tables through `tx.withTables`. `outside` runs at least once: it passes the job's key on as the idempotency key,
 * and stops when the signal says so.
 */
export type CasePort<T> =
  | { readonly kind: 'inside'; readonly run: (tx: Kysely<CasesTables>, job: T) => Promise<void> }
  | { readonly kind: 'outside'; readonly run: (job: T, signal: AbortSignal) => Promise<void> };
