import type { PeopleBook } from '@finharbor/access';
import type { Clock, IdSource, Random } from '@finharbor/kernel';
import type { Transfer, TrialRow } from '@finharbor/ledger';
import type { Kysely } from 'kysely';
import type { YuanTables } from './database.gen.ts';
import type { Till } from './money/till.ts';
import type { LinkedAccount } from './people/facts.ts';
import type { LimitsSchedule } from './scheme/limits.ts';

/** What the scheme needs of the process around it; the server hands it over. */
export type YuanContext = {
  readonly db: Kysely<YuanTables>;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly random: Random;
  readonly till: Till;
  readonly past: MoneyPast;
  readonly limits: LimitsSchedule;
  /** Who the people are that hold wallets. */
  readonly people: PeopleBook;
  /** The bank account linked to a holder's wallets; left out where no bank is, and then the operator's word counts. */
  readonly linkedAccount?: (holder: string) => Promise<LinkedAccount | undefined>;
  /** Writes what an operator of this process should know: codes and ids, never contents. */
  readonly note: (event: string, facts: Readonly<Record<string, string>>, error?: unknown) => void;
};

/** What can be read of the ledger beyond how accounts stand. */
export type MoneyPast = {
  /** Transfers of an account, the latest first, from before a moment of the ledger on (nanoseconds). */
  readonly transfers: (
    account: bigint,
    slice: { readonly before?: bigint | undefined; readonly limit: number },
  ) => Promise<readonly Transfer[]>;
  readonly made: (ids: readonly bigint[]) => Promise<readonly Transfer[]>;
  /** The sums of all accounts by ledger and code, as they are now. */
  readonly trial: () => Promise<readonly TrialRow[]>;
  /** Transfers of a code since a moment of the ledger (nanoseconds, itself included), the earliest first. */
  readonly since: (
    code: number,
    slice: { readonly sinceNs: bigint; readonly limit: number },
  ) => Promise<readonly Transfer[]>;
};
