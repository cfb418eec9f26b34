import {
  type LedgerPort,
  ledgerEndpoints,
  ledgerErrors,
  meterOf,
  pastOf,
  postgresBooks,
} from '@finharbor/bookkeeping';
import type { Note, SettlementLedger } from '@finharbor/harbor';
import { type Clock, codeOf, repeat, systemPause, systemRandom } from '@finharbor/kernel';
import {
  accountFilterFlags,
  closeMonths,
  getAccountTransfers,
  type Ledger,
  openLedger,
  postIntents,
  queryTransfers,
  trialBalance,
  type WrittenLedger,
} from '@finharbor/ledger';
import type { MoneyLedger, MoneyPast } from '@finharbor/yuan';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { type ServerTables, tablesOf } from './database.ts';
import { settlementLedger } from './settlement.ts';
import type { ServedSystem } from './web.ts';

/** What the hub's ledger is opened on. */
export type LedgerParts = {
  readonly databaseUrl: string;
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
};

/** The hub's ledger: what it serves, and the ledger itself for the systems beside it. */
export type HubLedger = {
  readonly ledger: LedgerPort;
  /** The same as the digital yuan moves money on it. */
  readonly money: MoneyLedger;
  /** Transfers of an account, the latest first, from before a moment on. */
  readonly past: MoneyPast['transfers'];
  /** How all of it stands, and what has moved since a moment. */
  readonly watch: Pick<MoneyPast, 'trial' | 'since'>;
  /** How accounts stood. */
  readonly stood: MoneyPast['balance'];
  /** The same as the harbor's settlement uses it. */
  readonly settlement: SettlementLedger;
  readonly served: ServedSystem;
  /** Posts intents within a second, and closes the journal's months when they are over, until the signal fires; never rejects. */
  readonly work: (parts: { readonly note: Note; readonly signal: AbortSignal }) => Promise<void>;
  readonly close: () => Promise<void>;
};

const { debits, credits, reversed } = accountFilterFlags;
const postEveryMs = 1_000;
const closeEveryMs = 3_600_000;

/** Opens the ledger of the whole harbor on the hub's database, which has its tables. */
export async function openHubLedger({ databaseUrl, db, clock }: LedgerParts): Promise<HubLedger> {
  const kept = reopening(() => openLedger({ url: databaseUrl, clock, random: systemRandom }));
  // Who starts the hub learns at once that its ledger cannot be opened.
  await kept.lookupAccounts([]);
  const meter = meterOf(kept, clock);
  const readers = new pg.Pool({
    connectionString: databaseUrl,
    max: 4,
    application_name: 'finharbor-ledger-past',
  });
  // An idle connection the server closed is dropped by the pool; the next query opens another or fails itself.
  readers.on('error', () => {});
  const past = pastOf(readers);
  const books = postgresBooks(tablesOf(db), { past, clock });
  const context = { books, past, meter, pause: systemPause };
  const endpoints = ledgerEndpoints(context);
  const close = async (): Promise<void> => {
    await kept.close();
    await readers.end();
  };
  return {
    ledger: meter.ledger,
    money: { ...meter.ledger, lookupTransfers: kept.lookupTransfers },
    past: (accountId, { before, limit }) =>
      getAccountTransfers(readers, {
        accountId,
        limit,
        flags: debits | credits | reversed,
        ...(before === undefined ? {} : { timestampMax: before - 1n }),
      }),
    watch: {
      trial: () => trialBalance(readers),
      since: (code, { sinceNs, limit }) => queryTransfers(readers, { code, timestampMin: sinceNs, limit }),
    },
    stood: async (account, atNs) => {
      const stood = await past.balanceAt(account, atNs);
      return stood ? stood.creditsPosted - stood.debitsPosted : 0n;
    },
    settlement: settlementLedger({ context, lookupTransfers: kept.lookupTransfers }),
    served: { endpoints, errors: [ledgerErrors] },
    async work({ note, signal }) {
      const { createTransfers } = meter.ledger;
      const { lookupTransfers } = kept;
      const posting = repeat(() => postIntents({ createTransfers, lookupTransfers }, tablesOf(db)), {
        everyMs: postEveryMs,
        signal,
        onFault: (error) => note('ledger.intents_not_posted', {}, error),
      });
      const closing = repeat(() => closeMonths(readers), {
        everyMs: closeEveryMs,
        signal,
        onFault: (error) => note('ledger.month_not_closed', {}, error),
      });
      await Promise.all([posting, closing]);
    },
    close,
  };
}

type KeptLedger = LedgerPort & Pick<Ledger, 'lookupTransfers'> & { readonly close: () => Promise<void> };

/**
 * A ledger that is opened again after its connection was lost in mid-write. The call that met the loss fails, as nobody knows what was
 * committed; the next one finds an open ledger.
 */
function reopening(open: () => Promise<WrittenLedger>): KeptLedger {
  let opened: Promise<WrittenLedger> | undefined;
  const forget = async (lost: Promise<WrittenLedger>): Promise<void> => {
    if (opened === lost) opened = undefined;
    const ledger = await lost.catch(() => undefined);
    await ledger?.[Symbol.asyncDispose]();
  };
  const on = async <T>(use: (ledger: WrittenLedger) => Promise<T>): Promise<T> => {
    opened ??= open();
    const used = opened;
    try {
      return await use(await used);
    } catch (error) {
      const isOpen = await used.then(
        () => codeOf(error) !== 'ledger.writer_gone',
        () => false,
      );
      if (!isOpen) await forget(used).catch(() => {});
      throw error;
    }
  };
  return {
    createAccounts: (accounts) => on((one) => one.createAccounts(accounts)),
    createTransfers: (transfers) => on((one) => one.createTransfers(transfers)),
    lookupAccounts: (ids) => on((one) => one.lookupAccounts(ids)),
    lookupTransfers: (ids) => on((one) => one.lookupTransfers(ids)),
    close: async () => opened && forget(opened),
  };
}
