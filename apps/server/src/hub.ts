import { join } from 'node:path';
import { accessMigrations, signDocument } from '@finharbor/access';
import {
  type Bodies,
  dealRunner,
  enrolmentStore,
  type HubContext,
  harborErrors,
  harborMigrations,
  hubEndpoints,
  issuerKey,
  openBoard,
  peerOf,
  postgresStore,
  type Verified,
} from '@finharbor/harbor';
import { type Clock, type Json, systemClock } from '@finharbor/kernel';
import { kernelMigrations, migrate } from '@finharbor/kernel/database';
import { createLink } from '@finharbor/link';
import type { HubConfig } from './config.ts';
import { openServerDatabase, tablesOf } from './database.ts';
import { ensureDemoAccounts } from './demo/accounts.ts';
import { apiErrors } from './error-table.ts';
import { openEvidence } from './evidence-log.ts';
import { loadSigningKey } from './files.ts';
import { landingPage } from './landing.ts';
import { serveLog } from './log-files.ts';
import { operatorNote } from './note.ts';
import { linkLimits, peerBook } from './peer-book.ts';
import { type Running, startWeb } from './web.ts';

/** The name of the operator's own party. */
export const hubParty: string = 'hub';

/** Starts the hub: catalogue, sign-in, dealer and evidence log on one address, and its end of the node links. */
export async function startHub(config: HubConfig, clock: Clock = systemClock): Promise<Running> {
  const db = openServerDatabase(config.databaseUrl, hubParty);
  await migrate(tablesOf(db), [kernelMigrations, accessMigrations, harborMigrations]);
  const key = loadSigningKey(join(config.directory, 'party.key.pem'));
  const logKey = loadSigningKey(join(config.directory, 'log.key.pem'));
  const store = postgresStore(tablesOf(db), clock);
  const { log: logger, note } = operatorNote(config.logLevel, config.directory);
  const book = await peerBook(store);
  const link = await createLink({
    party: hubParty,
    key,
    peers: book.peers,
    listen: { host: config.linkHost, port: config.linkPort },
    clock,
    limits: linkLimits,
  });
  const origin = 'finharbor.hub/log';
  const log = await openEvidence({
    directory: join(config.directory, 'log'),
    origin,
    key: logKey,
    hubParty,
    store: book.follow(store),
    quorum: config.quorum,
    note,
  });
  const enrolments = enrolmentStore(tablesOf(db), clock);
  const ctx: HubContext = {
    party: hubParty,
    key,
    store: book.follow(store),
    enrolments,
    log,
    link,
    clock,
    note,
  };
  const deals = dealRunner(ctx);
  const board = openBoard(ctx, (doc) => {
    if (doc.type === 'job') deals.take(doc as Verified<'job'>);
  });
  const face = {
    name: config.name.en,
    demo: config.demo,
    linkHost: link.address.host,
    linkPort: link.address.port,
    logOrigin: origin,
    logKey: log.verifierKey,
  };
  const web = await startWeb({
    config,
    db,
    clock,
    logger,
    systems: [{ endpoints: hubEndpoints({ ctx, board, face }), errors: [harborErrors, apiErrors] }],
    keyOf: (issuer) => issuerKey(ctx.store, issuer),
    title: { en: 'Finharbor hub', zh: '金科港 · 枢纽' },
    serve: (app) => {
      serveLog(app, log.publicDirectory);
      app.get('/', async (_request, reply) =>
        reply.type('text/html; charset=utf-8').send(await landingPage({ ctx, config, logSize: log.size() })),
      );
    },
    checks: { log: async () => void log.size() },
  });
  if (config.demo) await ensureDemoAccounts(web.accounts, config);
  await enrolSelf(ctx, config, { url: web.url, noteKey: log.verifierKey });
  await book.refresh();
  return {
    ...web,
    publicKey: key.publicKey,
    async stop() {
      await deals.stop();
      await web.stop();
      await link.close();
      await log.close();
      await db.destroy();
    },
  };
}

/** The hub stands in its own directory, so that nodes pin its key and its log's like any peer's. */
async function enrolSelf(
  ctx: HubContext,
  config: HubConfig,
  { url, noteKey }: { url: string; noteKey: string },
): Promise<void> {
  const body: Bodies['enrolment'] = {
    party: hubParty,
    name: config.name,
    publicKey: ctx.key.publicKey,
    linkHost: ctx.link.address.host,
    linkPort: ctx.link.address.port,
    url,
    registrar: false,
    noteKey,
    demo: config.demo,
  };
  const doc = signDocument(ctx.key, {
    type: 'enrolment',
    issuer: hubParty,
    audience: ['*'],
    body: body as unknown as { [key: string]: Json },
    issuedAtMs: ctx.clock.nowMs(),
  });
  await ctx.enrolments.ask(doc);
  await ctx.store.peers.pin(peerOf(body, ctx.clock.nowMs()));
}
