import type { Clock, IdSource, PublicKey, Random, Signed } from '@finharbor/kernel';
import type { Transfer } from '@finharbor/ledger';
import type { Kysely } from 'kysely';
import type { YuanTables } from './database.gen.ts';
import type { Till } from './money/till.ts';
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
  /** Which of these codes the city’s register has a firm of; left out where none is connected: each right code then stands for a firm. */
  readonly knownFirms?: (codes: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Signs with the key of whoever runs the process, which anybody can verify. */
  readonly sign: (message: Uint8Array) => Pick<Signed, 'signature'> & { readonly key: PublicKey };
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
};
