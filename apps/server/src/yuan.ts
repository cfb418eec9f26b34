import { peopleBook } from '@finharbor/access';
import type { NoticePort } from '@finharbor/desk';
import type { Note } from '@finharbor/harbor';
import { type Clock, idSource, type SigningKey, signBytes, systemRandom } from '@finharbor/kernel';
import {
  keepRunning,
  type MoneyPast,
  openTill,
  receiptWords,
  reportedLimits,
  type YuanContext,
  yuanEndpoints,
  yuanErrors,
} from '@finharbor/yuan';
import type { Kysely } from 'kysely';
import type { HubConfig } from './config.ts';
import { type ServerTables, tablesOf } from './database.ts';
import { derivedKey } from './derived-key.ts';
import type { EvidenceLog } from './evidence-log.ts';
import type { HubLedger } from './ledger.ts';
import { personalOf } from './personal.ts';
import type { ServedSystem } from './web.ts';

/** What the digital yuan is opened on. */
export type YuanParts = {
  readonly config: HubConfig;
  readonly db: Kysely<ServerTables>;
  readonly books: Pick<HubLedger, 'money' | 'past' | 'watch' | 'stood'>;
  readonly notices: NoticePort;
  readonly log: Pick<EvidenceLog, 'appendOnce'>;
  /** The hub's own: receipts are signed with its key, and what is kept sealed is sealed with a key made from it. */
  readonly hub: { readonly clock: Clock; readonly note: Note; readonly key: SigningKey };
};

/** The digital yuan at the hub: what it serves, and what it does by itself until the signal fires. */
export type HubYuan = {
  readonly served: ServedSystem;
  readonly work: (signal: AbortSignal) => Promise<void>;
};

/** Opens the simulation of the digital yuan on the hub's ledger. */
export function openHubYuan({ config, db, books, log, notices, hub }: YuanParts): HubYuan {
  const { clock, note, key } = hub;
  const past: MoneyPast = {
    transfers: books.past,
    made: books.money.lookupTransfers,
    balance: books.stood,
    ...books.watch,
  };
  const ctx: YuanContext = {
    db: tablesOf(db),
    clock,
    newId: idSource(clock, systemRandom),
    random: systemRandom,
    till: openTill(books.money, clock),
    ledger: books.money,
    past,
    limits: reportedLimits,
    people: peopleBook(personalOf(config, db, clock)),
    evidence: { append: log.appendOnce },
    sealKey: derivedKey(key, 'finharbor/yuan/seal/1'),
    sign: (message) => ({ key: key.publicKey, signature: signBytes(key, receiptWords, message) }),
    note,
    tell: async (told) => void (await notices.notify(told)),
  };
  return {
    served: { endpoints: yuanEndpoints(ctx), errors: [yuanErrors] },
    work: (signal) => keepRunning(ctx, signal),
  };
}
