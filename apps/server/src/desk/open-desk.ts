import { join } from 'node:path';
import { accountStore } from '@finharbor/access';
import {
  type Addressee,
  type ChannelPort,
  calm,
  type DeskContext,
  deliver,
  deskEndpoints,
  deskErrors,
  mailSender,
  type NoticeKind,
  type NoticePort,
  noticePort,
  pruneNotices,
  type SearchPort,
  searchPort,
  webhookSender,
} from '@finharbor/desk';
import { type Clock, idSource, systemRandom } from '@finharbor/kernel';
import type { Database, OutboxDelivery } from '@finharbor/kernel/database';
import type { ProcessConfig } from '../config.ts';
import { type ServerTables, tablesOf } from '../database.ts';
import { secretFile } from '../postgres/secret.ts';
import type { ServedSystem } from '../web.ts';

/** How long a notice that was read is kept, where the configuration says nothing else. */
const readDays = 180;

/** What a process's desk is made of. */
export type DeskParts = {
  readonly config: ProcessConfig;
  readonly db: Database<ServerTables>;
  readonly clock: Clock;
  readonly kinds: readonly NoticeKind[];
};

/** The desk of a process: what its systems tell and have found, and what it serves and delivers. */
export type Desk = {
  readonly notices: NoticePort;
  readonly search: SearchPort;
  readonly served: ServedSystem;
  /** Delivers a message of the outbox where it is the desk's; false where it is somebody else's. */
  readonly deliver: (message: OutboxDelivery, signal: AbortSignal) => Promise<boolean>;
  /** Told where the page is reached, once it is. */
  readonly listening: (url: string) => void;
  readonly close: () => void;
};

/** Opens a process's desk on its database. */
export function openDesk({ config, db, clock, kinds }: DeskParts): Desk {
  const accounts = accountStore(tablesOf(db), { clock, random: systemRandom });
  const mail = config.mail && mailSender(config.mail);
  const privateHosts = config.webhookHosts ?? [];
  let pageUrl = '';
  const channels: ChannelPort = {
    send: {
      ...(mail ? { mail: calm(mail.send, clock) } : {}),
      webhook: calm(webhookSender(privateHosts), clock),
    },
    privateHosts,
    key: secretFile(join(config.directory, 'desk.secret'), systemRandom),
    pageUrl: () => pageUrl,
  };
  const accountsOf = async (to: Addressee): Promise<readonly string[]> => {
    const all = await accounts.list();
    const told = all.filter(({ id, party, roles }) =>
      'account' in to ? id === to.account : party === to.party && roles.includes(to.role),
    );
    return told.map(({ id }) => id);
  };
  const newId = idSource(clock, systemRandom);
  const ctx: DeskContext = { db: tablesOf(db), clock, newId, kinds, accountsOf, channels };
  return {
    notices: noticePort(ctx),
    search: searchPort(ctx.db),
    served: {
      endpoints: deskEndpoints(ctx),
      errors: [deskErrors],
      sweep: () => pruneNotices(ctx, config.notices?.readDays ?? readDays),
    },
    deliver: async (message, signal) => (await deliver(ctx, message, signal)) !== 'not_of_the_desk',
    listening(url) {
      pageUrl = url;
    },
    close: () => mail?.close(),
  };
}
