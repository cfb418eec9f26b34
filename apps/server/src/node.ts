import { join } from 'node:path';
import { accessMigrations, type SignedDocument, signDocument } from '@finharbor/access';
import { createWitness, openWitnessFiles } from '@finharbor/evidence';
import {
  financingEndpoints,
  financingErrors,
  financingMigrations,
  settle,
  settleAll,
} from '@finharbor/financing';
import {
  type Bodies,
  followFeed,
  harborErrors,
  harborMigrations,
  hubRoutes,
  issuerKey,
  jobRunner,
  jobWatch,
  type NodeContext,
  nodeEndpoints,
  peerOf,
  postgresStore,
  refreshPeers,
  syncOnce,
} from '@finharbor/harbor';
import {
  type Clock,
  fail,
  fingerprint,
  idSource,
  type Json,
  parsePublicKey,
  systemClock,
  systemRandom,
} from '@finharbor/kernel';
import { type Database, enqueue, kernelMigrations, migrate, runOutbox } from '@finharbor/kernel/database';
import { typedClient } from '@finharbor/kernel/http';
import { createLink } from '@finharbor/link';
import type { NodeConfig } from './config.ts';
import { openServerDatabase, type ServerTables, tablesOf } from './database.ts';
import { ensureDemoAccounts } from './demo/accounts.ts';
import { apiErrors } from './error-table.ts';
import { loadSigningKey } from './files.ts';
import { financingOf } from './financing.ts';
import { hubParty } from './hub.ts';
import { hubClient } from './hub-client.ts';
import { nodePage } from './landing.ts';
import { onAdmitted } from './node-events.ts';
import { operatorNote } from './note.ts';
import { linkLimits, peerBook } from './peer-book.ts';
import { type Running, startWeb } from './web.ts';
import { serveWitness } from './witness-route.ts';

const hubRetryMs = 500;

/** Starts a party's node: its own database, keys and addresses, and the systems its configuration lists. */
export async function startNode(config: NodeConfig, clock: Clock = systemClock): Promise<Running> {
  const db = openServerDatabase(config.databaseUrl, config.party);
  await migrate(tablesOf(db), [kernelMigrations, accessMigrations, harborMigrations, financingMigrations]);
  const stopping = new AbortController();
  const { log: logger, note } = operatorNote(config.logLevel, config.directory);
  const key = loadSigningKey(join(config.directory, 'party.key.pem'));
  const plainStore = postgresStore(tablesOf(db), clock);
  const book = await peerBook(plainStore);
  const store = book.follow(plainStore);
  const link = await createLink({
    party: config.party,
    key,
    peers: book.peers,
    listen: { host: config.linkHost, port: config.linkPort },
    clock,
    limits: linkLimits,
  });
  const hub = hubClient(config.hubUrl, { party: config.party, key, clock, random: systemRandom });
  const ctx: NodeContext = {
    party: config.party,
    name: config.name,
    hubParty,
    key,
    store,
    hub,
    link,
    watch: jobWatch(),
    clock,
    random: systemRandom,
    newId: idSource(clock, systemRandom),
    issue: (doc) => issue(db, doc, clock),
    note,
  };
  await pinHub(ctx, config, stopping.signal);
  const witness = await openWitness(ctx, config);
  await store.jobs.failInterrupted();
  const admitted: Parameters<typeof followFeed>[1] = (doc) => onAdmitted(ctx, runner, doc);
  const runner = jobRunner(ctx, () => syncOnce(ctx, admitted));
  const financing = config.systems.includes('financing')
    ? financingOf({ ctx, db, runner, clock })
    : undefined;
  const web = await startWeb({
    config,
    db,
    clock,
    logger,
    systems: [
      {
        endpoints: nodeEndpoints({ ctx, runner, registrar: config.registrar, demo: config.demo }),
        errors: [harborErrors, apiErrors],
      },
      ...(financing ? [{ endpoints: financingEndpoints(financing), errors: [financingErrors] }] : []),
    ],
    keyOf: (issuer) => issuerKey(store, issuer),
    title: { en: `Finharbor node: ${config.name.en}`, zh: `金科港节点：${config.name.zh}` },
    serve: (app) => {
      serveWitness(app, witness);
      app.get('/', async (_request, reply) =>
        reply.type('text/html; charset=utf-8').send(nodePage(config, fingerprint(key.publicKey))),
      );
    },
    checks: {},
  });
  if (config.demo) await ensureDemoAccounts(web.accounts, config);
  const enrolment = enrolmentOf(ctx, config, { url: web.url, noteKey: witness.verifierKey });
  await store.peers.pin(peerOf(enrolment.body as unknown as Bodies['enrolment'], clock.nowMs()));
  await untilHubAnswers(() => hubPost(config.hubUrl, enrolment), stopping.signal);
  await refreshPeers(ctx);
  await book.refresh();
  const following = followFeed(ctx, admitted, stopping.signal);
  const relaying = relay(db, { ctx, clock, signal: stopping.signal });
  if (financing) {
    await settleAll(financing);
    ctx.watch.onAny(
      (jobId) =>
        void settle(financing, jobId).catch((error) => note('financing.unsettled', { jobId }, error)),
    );
  }
  return {
    ...web,
    publicKey: key.publicKey,
    async stop() {
      stopping.abort();
      await runner.stop();
      await Promise.allSettled([following, relaying]);
      await web.stop();
      await link.close();
      await db.destroy();
    },
  };
}

/** Saves a signed document and its way to the hub in one transaction. */
async function issue(db: Database<ServerTables>, doc: SignedDocument, clock: Clock): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await postgresStore(tablesOf(tx), clock).documents.put(doc);
    await enqueue(tx, { key: 'hub', topic: 'document', payload: doc as unknown as Json }, clock);
  });
}

type Relay = { readonly ctx: NodeContext; readonly clock: Clock; readonly signal: AbortSignal };

function relay(db: Database<ServerTables>, { ctx, clock, signal }: Relay): Promise<void> {
  return runOutbox({
    db,
    clock,
    signal,
    deliver: (message) => ctx.hub.publish(message.payload as unknown as SignedDocument),
    policy: { firstWaitMs: 200, longestWaitMs: 5_000, maxAttempts: 10_000 },
    onFailure: ({ id, code }) => ctx.note('outbox.undelivered', { messageId: String(id), code }),
    onFault: (error) => ctx.note('outbox.fault', {}, error),
  });
}

async function openWitness(ctx: NodeContext, config: NodeConfig) {
  const hub = (await ctx.store.peers.list()).find(({ party }) => party === hubParty)!;
  return createWitness({
    name: `finharbor.node/${config.party}`,
    key: loadSigningKey(join(config.directory, 'witness.key.pem')),
    store: await openWitnessFiles(join(config.directory, 'witness')),
    clock: ctx.clock,
    logKeys: [hub.noteKey],
  });
}

/** Pins the hub by the fingerprint in this node's own configuration. Errors: `hub.fingerprint_differs`. */
async function pinHub(ctx: NodeContext, config: NodeConfig, signal: AbortSignal): Promise<void> {
  const docs = await untilHubAnswers(() => ctx.hub.directory(), signal);
  const doc = docs.find(({ issuer }) => issuer === hubParty);
  const body = doc?.body as unknown as Bodies['enrolment'] | undefined;
  const actual = body && fingerprint(parsePublicKey(body.publicKey));
  if (!body || actual?.replaceAll(' ', '') !== config.hubFingerprint.replaceAll(' ', ''))
    fail(
      'hub.fingerprint_differs',
      `The hub at ${config.hubUrl} does not hold the key this node's configuration names.`,
    );
  await ctx.store.peers.pin(peerOf(body, ctx.clock.nowMs()));
}

function enrolmentOf(
  ctx: NodeContext,
  config: NodeConfig,
  { url, noteKey }: { url: string; noteKey: string },
): SignedDocument {
  const body: Bodies['enrolment'] = {
    party: ctx.party,
    name: config.name,
    publicKey: ctx.key.publicKey,
    linkHost: ctx.link.address.host,
    linkPort: ctx.link.address.port,
    url,
    registrar: config.registrar,
    noteKey,
    demo: config.demo,
  };
  return signDocument(ctx.key, {
    type: 'enrolment',
    issuer: ctx.party,
    audience: ['*'],
    body: body as unknown as { [key: string]: Json },
    issuedAtMs: ctx.clock.nowMs(),
  });
}

async function hubPost(hubUrl: string, doc: SignedDocument): Promise<void> {
  await typedClient({ post: hubRoutes.postEnrolment }, hubUrl).post({ body: doc });
}

/** Tries until the hub is up; any answer of the hub, also a refusal, ends the waiting. */
async function untilHubAnswers<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if ((error as { code?: string }).code !== 'client.unreachable') throw error;
      signal.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, hubRetryMs));
    }
  }
}
