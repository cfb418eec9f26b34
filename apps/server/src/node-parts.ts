import { join } from 'node:path';
import type { SignedDocument } from '@finharbor/access';
import { jobWatch, type NodeContext, postgresStore, workFolders } from '@finharbor/harbor';
import { type Clock, idSource, type Json, systemRandom } from '@finharbor/kernel';
import { type Database, enqueue, runOutbox } from '@finharbor/kernel/database';
import { createLink } from '@finharbor/link';
import type { DestinationStream } from 'pino';
import type { NodeConfig } from './config.ts';
import { type ServerTables, tablesOf } from './database.ts';
import type { Desk } from './desk/open-desk.ts';
import { loadSecret, loadSigningKey } from './files.ts';
import { hubParty } from './hub.ts';
import { hubClient } from './hub-client.ts';
import { operatorNote } from './note.ts';
import { linkLimits, type PeerCache, peerBook } from './peer-book.ts';

/** What a node is made of before it serves anything. */
export type NodeParts = {
  readonly ctx: NodeContext;
  readonly book: PeerCache;
  readonly logger: DestinationStream;
};

/** Ties a party's key, database, link and hub together. */
export async function nodeParts(
  config: NodeConfig,
  db: Database<ServerTables>,
  clock: Clock,
): Promise<NodeParts> {
  const { log: logger, note } = operatorNote(config.logLevel, config.directory);
  const key = loadSigningKey(join(config.directory, 'party.key.pem'));
  const store = postgresStore(tablesOf(db), clock, hubParty);
  const book = await peerBook(store);
  const link = await createLink({
    party: config.party,
    key,
    peers: book.peers,
    listen: { host: config.linkHost, port: config.linkPort },
    clock,
    limits: linkLimits,
  });
  const ctx: NodeContext = {
    party: config.party,
    name: config.name,
    hubParty,
    key,
    store: book.follow(store),
    hub: hubClient(config.hubUrl, { party: config.party, key, clock, random: systemRandom }),
    link,
    watch: jobWatch(),
    clock,
    random: systemRandom,
    newId: idSource(clock, systemRandom),
    issue: (doc) => issue(db, doc, clock),
    work: workFolders(join(config.directory, 'jobs'), {
      // What jobs keep in their folders is encrypted: a backup of the folders alone tells nothing.
      key: loadSecret(join(config.directory, 'jobs.key'), systemRandom),
      random: systemRandom,
    }),
    note,
  };
  return { ctx, book, logger };
}

/** Saves a signed document and its way to the hub in one transaction. */
async function issue(db: Database<ServerTables>, doc: SignedDocument, clock: Clock): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await postgresStore(tablesOf(tx), clock, hubParty).documents.put(doc);
    await enqueue(tx, { key: 'hub', topic: 'document', payload: doc as unknown as Json }, clock);
  });
}

/** Brings signed documents to the hub until the signal fires, however long the hub is away, and notices on their way. */
export function relayMessages(
  db: Database<ServerTables>,
  ctx: NodeContext,
  { desk, signal }: { readonly desk: Pick<Desk, 'deliver'>; readonly signal: AbortSignal },
): Promise<void> {
  return runOutbox({
    db,
    clock: ctx.clock,
    signal,
    async deliver(message, stopped) {
      if (await desk.deliver(message, stopped)) return;
      await ctx.hub.publish(message.payload as unknown as SignedDocument);
    },
    policy: { firstWaitMs: 200, longestWaitMs: 5_000, maxAttempts: 10_000 },
    onFailure: ({ id, code }) => ctx.note('outbox.undelivered', { messageId: String(id), code }),
    onFault: (error) => ctx.note('outbox.fault', {}, error),
  });
}
