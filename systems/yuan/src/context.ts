import type { PeopleBook } from '@finharbor/access';
import type { Clock, IdSource, PublicKey, Random, Signed } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Transfer, TrialRow } from '@finharbor/ledger';
import type { Kysely } from 'kysely';
import type { YuanTables } from './database.gen.ts';
import type { MoneyLedger } from './money/allowances.ts';
import type { Till } from './money/till.ts';
import type { LimitsSchedule } from './scheme/limits.ts';

/** What the scheme needs of the process around it; the server hands it over. */
export type YuanContext = {
  readonly db: Kysely<YuanTables>;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly random: Random;
  readonly till: Till;
  /** The ledger itself, for what is no digital yuan: the simulated bank’s books in renminbi. */
  readonly ledger: MoneyLedger;
  readonly past: MoneyPast;
  readonly limits: LimitsSchedule;
  /** Who the people are that hold wallets. */
  readonly people: PeopleBook;
  readonly evidence: EvidencePort;
  /** 32 bytes that are in no table: what stands for people in a campaign, and the secrets of draws, are made with it. */
  readonly sealKey: Uint8Array;
  /** Which of these codes the city’s register has a firm of; left out where none is connected: each right code then stands for a firm. */
  readonly knownFirms?: (codes: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Signs with the key of whoever runs the process, which anybody can verify. */
  readonly sign: (message: Uint8Array) => Pick<Signed, 'signature'> & { readonly key: PublicKey };
  /** Writes what an operator of this process should know: codes and ids, never contents. */
  readonly note: (event: string, facts: Readonly<Record<string, string>>, error?: unknown) => void;
  /** Tells people something at their inbox. */
  readonly tell: (told: Told) => Promise<void>;
};

/** Something that people are told, once by its key. It stands where others may read it too: no name and no contents. */
export type Told = {
  readonly kind: string;
  readonly key: string;
  /** Everybody of a party in a role. */
  readonly to: { readonly party: string; readonly role: string };
  readonly title: Bilingual;
  readonly href: string;
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
  /** What had come into an account less what had gone out of it, up to and including a moment; nothing where it was not there yet. */
  readonly balance: (account: bigint, atNs: bigint) => Promise<bigint>;
};

/** The evidence log, which others co-sign. */
export type EvidencePort = {
  /**
   * Puts an entry into the log, under a key once, and gives where it stands and the proof that leads to a co-signed checkpoint. Errors:
   * `log.no_quorum` where nobody has co-signed yet: the next try finds the entry in place.
   */
  readonly append: (
    key: string,
    entry: Uint8Array,
  ) => Promise<{ readonly index: number; readonly proof: string }>;
};
