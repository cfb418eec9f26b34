import { join } from 'node:path';
import { accessMigrations, signDocument } from '@finharbor/access';
import { ledgerNameMigrations } from '@finharbor/bookkeeping';
import { casesMigrations } from '@finharbor/cases';
import { caseworkMigrations } from '@finharbor/casework';
import { credentialsMigrations } from '@finharbor/credentials';
import { dataspaceMigrations, serveConnector } from '@finharbor/dataspace';
import { participantErrors } from '@finharbor/dataspace/participants';
import { deskMigrations } from '@finharbor/desk';
import { ethicsMigrations } from '@finharbor/ethics';
import {
  type Board,
  type Bodies,
  contractOnFile,
  dealRunner,
  enrolmentStore,
  type HubContext,
  harborErrors,
  harborMigrations,
  hubEndpoints,
  issuerKey,
  keepSettling,
  openBoard,
  peerOf,
  postgresStore,
  rebuildProjections,
  receiptEntry,
  recordObjections,
  type Settling,
  settlementEndpoints,
  type Verified,
} from '@finharbor/harbor';
import { type Clock, type Json, systemClock } from '@finharbor/kernel';
import { type Database, kernelMigrations, migrate, runOutbox } from '@finharbor/kernel/database';
import type { Printer } from '@finharbor/kernel/http';
import { ledgerMigrations } from '@finharbor/ledger';
import { createLink } from '@finharbor/link';
import { sandboxMigrations } from '@finharbor/sandbox';
import { yuanMigrations } from '@finharbor/yuan';
import type { DestinationStream } from 'pino';
import { type CasesParts, type HubCases, openHubCases } from './cases.ts';
import type { HubConfig } from './config.ts';
import { serveConsole } from './console-files.ts';
import { type CredentialsParts, type HubCredentials, openHubCredentials } from './credentials.ts';
import { openServerDatabase, type ServerTables, tablesOf } from './database.ts';
import { type HubDataspace, hubDataspace } from './dataspace/hub-dataspace.ts';
import { ensureDemoHub } from './demo/accounts.ts';
import { setUpPilot } from './demo/pilot/set-up.ts';
import { tellVerified } from './desk/firm-notices.ts';
import { type GovernanceDesk, governanceDesk } from './desk/governance-desk.ts';
import { followedHub, hubDesk } from './desk/hub-desk.ts';
import { hubKinds } from './desk/kinds.ts';
import { type Desk, openDesk } from './desk/open-desk.ts';
import { apiErrors } from './error-table.ts';
import { hubEthics } from './ethics.ts';
import { type EvidenceLog, openEvidence } from './evidence-log.ts';
import { loadSigningKey } from './files.ts';
import { type HubLedger, openHubLedger } from './ledger.ts';
import { serveLog } from './log-files.ts';
import { operatorNote } from './note.ts';
import { linkLimits, type PeerCache, peerBook } from './peer-book.ts';
import { hubPilot } from './pilot.ts';
import { servePortal } from './portal.ts';
import { openPrinter } from './printer.ts';
import { sealTrail } from './seal-trail.ts';
import { vouchedBy } from './vouched.ts';
import { type Running, startWeb, type WebParts } from './web.ts';
import { type HubYuan, openHubYuan } from './yuan.ts';

/** The name of the operator's own party. */
export const hubParty: string = 'hub';

const logOrigin = 'finharbor.hub/log';
const hubMigrations = [
  kernelMigrations,
  accessMigrations,
  harborMigrations,
  dataspaceMigrations,
  deskMigrations,
  ledgerMigrations,
  ledgerNameMigrations,
  yuanMigrations,
  casesMigrations,
  caseworkMigrations,
  sandboxMigrations,
  credentialsMigrations,
  ethicsMigrations,
];

/** Starts the hub: catalogue, sign-in, dealer and evidence log on one address, and its end of the node links. */
export async function startHub(config: HubConfig, clock: Clock = systemClock): Promise<Running> {
  const db = openServerDatabase(config.databaseUrl, hubParty);
  await migrate(tablesOf(db), hubMigrations);
  await rebuildProjections(tablesOf(db), { clock, registry: hubParty });
  const books = await openHubLedger({ databaseUrl: config.databaseUrl, db, clock });
  const desk = openDesk({ config, db, clock, kinds: hubKinds });
  const { ctx: plain, log, book, logger } = await hubParts(config, db, clock);
  const ctx = followedHub(plain, desk);
  const deals = dealRunner(ctx);
  const people = hubDesk({ ctx, desk });
  const board = people.follow(
    openBoard(ctx, (doc) => {
      people.onDocument(doc);
      if (doc.type === 'job') deals.take(doc as Verified<'job'>);
    }),
  );
  await people.catchUp();
  await recordObjections({ ctx, board }, await ctx.store.documents.find('rights_registration'));
  const governing = governanceDesk({
    ...ctx,
    desk,
    watching: ['bureau', 'operator'],
    verified: (firm) => tellVerified({ desk }, firm),
  });
  const printer = openPrinter(config, clock);
  const settling: Settling = { ...ctx, db: tablesOf(db), ledger: books.settlement, proof: log.proof };
  const space = hubDataspace({ ctx, config, db });
  const yuan = openHubYuan({ config, db, books, log, notices: desk.notices, hub: ctx });
  const { cases, credentials } = await openProcedures(ctx, {
    ...{ config, db, clock, log, printer, notices: desk.notices },
  });
  const served: Served = {
    ...{ ctx, log, desk, books, yuan, cases, credentials, settling, governing, space },
    ...{ printer, board, config },
  };
  const web = await startWeb({ config, db, clock, logger, ...webPartsOf(served) });
  space.open(web.url);
  credentials.open(web.url);
  await governing.catchUp(web.governance);
  if (config.demo) await demonstrated({ ctx, config, db, log, printer, credentials, web });
  await enrolSelf(ctx, config, { url: web.url, noteKey: log.verifierKey });
  await book.refresh();
  desk.listening(web.url);
  const stopping = new AbortController();
  const working = workOf(
    { db, ctx, desk, books, yuan, cases, credentials, settling, space, governing, web },
    stopping.signal,
  );
  return {
    ...web,
    publicKey: ctx.key.publicKey,
    async stop() {
      stopping.abort();
      await working.sealed;
      await working.gathered;
      await space.stop();
      await working.rest;
      await deals.stop();
      await web.stop();
      await printer.close();
      await books.close();
      desk.close();
      await ctx.link.close();
      await log.close();
      await db.destroy();
    },
  };
}

type Demonstrated = Pick<Served, 'ctx' | 'config' | 'log' | 'printer' | 'credentials'> & {
  readonly db: Database<ServerTables>;
  readonly web: Pick<Running, 'accounts' | 'governance'>;
};

/** What a demonstration's hub has before anybody works on what follows from its cases. */
async function demonstrated({
  ctx,
  config,
  db,
  log,
  printer,
  credentials,
  web,
}: Demonstrated): Promise<void> {
  await ensureDemoHub(web, config);
  const { clock, key, note } = ctx;
  const { idOf } = web.accounts;
  await setUpPilot({ config, db, clock, log, printer, key, note, idOf, credential: credentials.port });
}

/** Cases, the systems whose procedures do more than a definition says, and the certificates that steps want. */
async function openProcedures(
  ctx: HubContext,
  parts: Omit<CredentialsParts, 'note'> & Pick<CasesParts, 'config' | 'notices'>,
): Promise<Pick<Served, 'cases' | 'credentials'>> {
  const { key, note, store } = ctx;
  const { config, db, clock, printer, notices } = parts;
  const credentials = openHubCredentials({ ...parts, note });
  const ethics = hubEthics({ config, db, clock, printer, keyOf: (issuer) => issuerKey(store, issuer) });
  const pilot = hubPilot({
    ...{ db, clock, notices, note },
    contractOnFile: (contract) => contractOnFile(ctx, contract),
  });
  const cases = await openHubCases({
    ...{ ...parts, note, key, credential: credentials.port },
    systems: (engine, rates) => [ethics(engine, rates), pilot(engine, rates)],
  });
  return { cases, credentials };
}

type Working = Pick<
  Served,
  'ctx' | 'desk' | 'books' | 'yuan' | 'cases' | 'credentials' | 'settling' | 'space' | 'governing'
> & {
  readonly db: Database<ServerTables>;
  readonly web: Pick<Running, 'trail'>;
};

/** What the hub does by itself until the signal fires, as far as it has to end in an order. */
function workOf(
  { db, ctx, desk, books, yuan, cases, credentials, settling, space, governing, web }: Working,
  signal: AbortSignal,
): {
  readonly sealed: Promise<unknown>;
  readonly gathered: Promise<unknown>;
  readonly rest: Promise<unknown>;
} {
  const rest = Promise.all([
    relayNotices(db, ctx, { desk, signal }),
    books.work({ note: ctx.note, signal }),
    yuan.work(signal),
    cases.work(signal),
    credentials.work(signal),
    keepSettling(settling, signal),
  ]);
  const sealed = sealTrail({
    trail: web.trail,
    log: (commitment) => ctx.log.append(receiptEntry(hubParty, commitment)),
    note: ctx.note,
    told: governing,
    signal,
  });
  return { sealed, gathered: space.work(signal), rest };
}

type Served = {
  readonly config: HubConfig;
  readonly ctx: HubContext;
  readonly log: EvidenceLog;
  readonly board: Board;
  readonly desk: Desk;
  readonly books: HubLedger;
  readonly yuan: HubYuan;
  readonly cases: HubCases;
  readonly credentials: HubCredentials;
  readonly settling: Settling;
  readonly governing: GovernanceDesk;
  readonly printer: Printer;
  readonly space: HubDataspace;
};

function webPartsOf({
  config,
  ctx,
  log,
  board,
  desk,
  books,
  yuan,
  cases,
  credentials,
  settling,
  governing,
  printer,
  space,
}: Served): Omit<WebParts, 'config' | 'db' | 'clock' | 'logger'> {
  const { name, demo } = config;
  const { host: linkHost, port: linkPort } = ctx.link.address;
  const face = { name: name.en, demo, linkHost, linkPort, logOrigin, logKey: log.verifierKey };
  return {
    systems: [
      { endpoints: space.endpoints, errors: [participantErrors] },
      { endpoints: hubEndpoints({ ctx, board, face, printer }), errors: [harborErrors, apiErrors] },
      desk.served,
      books.served,
      yuan.served,
      ...cases.served,
      credentials.served,
      { endpoints: settlementEndpoints({ ctx: settling, board, printer }), errors: [] },
    ],
    keyOf: (issuer) => issuerKey(ctx.store, issuer),
    vouchedFor: (party) => vouchedBy(ctx, party),
    follow: governing.follow,
    title: { en: 'Finharbor hub', zh: '金科港 · 枢纽' },
    serve: (app, origin) => {
      serveLog(app, log.publicDirectory);
      servePortal(app, {
        config,
        ...{ clock: ctx.clock, key: ctx.key },
        origin,
        identity: log.verifierKey,
        pages: cases.pages,
      });
      serveConnector(app, space);
      // A firm applies at a lender's node from the hub's page.
      serveConsole(app, async () => (await ctx.store.peers.list()).map(({ url }) => new URL(url).origin));
    },
    checks: { log: async () => void log.size() },
    printer,
  };
}

/** Sends notices on their way until the signal fires: nothing else leaves by the hub's outbox. */
function relayNotices(
  db: Database<ServerTables>,
  { clock, note }: HubContext,
  { desk, signal }: { readonly desk: Desk; readonly signal: AbortSignal },
): Promise<void> {
  return runOutbox({
    db,
    clock,
    signal,
    deliver: async (message, stopped) => void (await desk.deliver(message, stopped)),
    onFailure: ({ id, code }) => note('outbox.undelivered', { messageId: String(id), code }),
    onFault: (error) => note('outbox.fault', {}, error),
  });
}

type HubParts = {
  readonly ctx: HubContext;
  readonly log: EvidenceLog;
  readonly book: PeerCache;
  readonly logger: DestinationStream;
};

async function hubParts(config: HubConfig, db: Database<ServerTables>, clock: Clock): Promise<HubParts> {
  const { log: logger, note } = operatorNote(config.logLevel, config.directory);
  const key = loadSigningKey(join(config.directory, 'party.key.pem'));
  const plain = postgresStore(tablesOf(db), clock, hubParty);
  const book = await peerBook(plain);
  const store = book.follow(plain);
  const link = await createLink({
    party: hubParty,
    key,
    peers: book.peers,
    listen: { host: config.linkHost, port: config.linkPort },
    clock,
    limits: linkLimits,
  });
  const log = await openEvidence({
    directory: join(config.directory, 'log'),
    origin: logOrigin,
    key: loadSigningKey(join(config.directory, 'log.key.pem')),
    hubParty,
    store,
    quorum: config.quorum,
    note,
  });
  const enrolments = enrolmentStore(tablesOf(db), clock);
  return { ctx: { party: hubParty, key, store, enrolments, log, link, clock, note }, log, book, logger };
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
