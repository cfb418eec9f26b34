import type { Clock, IdSource } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { KernelTables } from '@finharbor/kernel/database';
import type { Kysely, Transaction } from 'kysely';
import type { ChannelPort } from './channels/domain.ts';
import type { DeskTables } from './database.gen.ts';
import type { Addressee } from './notices/domain.ts';

/** The desk's tables and the outbox that its messages leave by. */
export type Tables = DeskTables & KernelTables;
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** A kind of notice that a process tells, and the roles that are ever told of it. */
export type NoticeKind = {
  readonly kind: string;
  readonly title: Bilingual;
  readonly roles: readonly string[];
};

/** What the desk needs of the process around it; the server hands it over. */
export type DeskContext = {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly kinds: readonly NoticeKind[];
  /** The accounts a notice is for, those that were ended left out. */
  readonly accountsOf: (to: Addressee) => Promise<readonly string[]>;
  readonly channels: ChannelPort;
};

/** The account that calls, as far as the desk is concerned. */
export type Person = { readonly account: string; readonly party: string; readonly roles: readonly string[] };
