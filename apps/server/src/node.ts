import { join } from 'node:path';
import { accessMigrations } from '@finharbor/access';
import { dataspaceMigrations, serveConnector } from '@finharbor/dataspace';
import { participantErrors } from '@finharbor/dataspace/participants';
import { deskMigrations } from '@finharbor/desk';
import { createWitness, openWitnessFiles, type Witness } from '@finharbor/evidence';
import {
  type FinancingContext,
  financingEndpoints,
  financingErrors,
  financingMigrations,
  settle,
  settleAll,
} from '@finharbor/financing';
import {
  followFeed,
  harborErrors,
  harborMigrations,
  issuerKey,
  type JobRunner,
  jobRunner,
  keepQuality,
  type NodeContext,
  nodeEndpoints,
  rebuildProjections,
  resumeComputations,
  syncOnce,
} from '@finharbor/harbor';
import { type Clock, systemClock } from '@finharbor/kernel';
import { type Database, kernelMigrations, migrate } from '@finharbor/kernel/database';
import type { Printer } from '@finharbor/kernel/http';
import type { NodeConfig } from './config.ts';
import { serveConsole } from './console-files.ts';
import { allowPagesOf } from './cors.ts';
import { openServerDatabase, type ServerTables, tablesOf } from './database.ts';
import { type NodeDataspace, nodeDataspace } from './dataspace/node-dataspace.ts';
import { servePlanes } from './dataspace/planes.ts';
import { ensureDemoAccounts } from './demo/accounts.ts';
import { type GovernanceDesk, governanceDesk } from './desk/governance-desk.ts';
import { lenderKinds, nodeKinds } from './desk/kinds.ts';
import { catchUpWithBook, followedBook } from './desk/lender-desk.ts';
import { followed, nodeDesk } from './desk/node-desk.ts';
import { type Desk, openDesk } from './desk/open-desk.ts';
import { apiErrors } from './error-table.ts';
import { loadSigningKey } from './files.ts';
import { type FinancingParts, financingOf } from './financing.ts';
import { hubParty } from './hub.ts';
import { enrol, pinHub } from './join-hub.ts';
import { onAdmitted } from './node-events.ts';
import { nodeParts, relayMessages } from './node-parts.ts';
import { openPrinter } from './printer.ts';
import { sealTrail } from './seal-trail.ts';
import { type Running, startWeb, type WebParts } from './web.ts';
import { serveWitness } from './witness-route.ts';

/** Starts a party's node: its own database, keys and addresses, and the systems its configuration lists. */
export async function startNode(config: NodeConfig, clock: Clock = systemClock): Promise<Running> {
  const db = await openNodeDatabase(config, clock);
  const stopping = new AbortController();
  const lends = config.systems.includes('financing');
  const desk = openDesk({ config, db, clock, kinds: lends ? [...nodeKinds, ...lenderKinds] : nodeKinds });
  const { ctx: plain, book, logger } = await nodeParts(config, db, clock);
  const ctx = followed(plain, () => people, desk.search);
  const people = nodeDesk({ ctx, desk, registrar: config.registrar });
  await pinHub(ctx, config, stopping.signal);
  const witness = await openWitness(ctx, config);
  await ctx.store.jobs.failInterrupted();
  const admitted: Parameters<typeof followFeed>[1] = (doc) => {
    onAdmitted({ ctx, runner, negotiator: dataspace.negotiator }, doc);
    people.onDocument(doc);
  };
  const sync = (): Promise<number> => syncOnce(ctx, admitted);
  const dataspace: NodeDataspace = nodeDataspace({
    ...{ ctx, config, db, clock, sync },
    runner: {
      end: (...ended) => runner.end(...ended),
      endUnder: (...ended) => runner.endUnder(...ended),
    },
  });
  const runner = jobRunner(ctx, { sync, transfers: dataspace.transfers });
  const financing = lends ? lenderOf({ ctx, db, runner, sync, clock }, desk) : undefined;
  await people.catchUp();
  if (financing) await catchUpWithBook({ ctx, desk }, financing);
  const governing = governanceDesk({
    ...ctx,
    desk,
    watching: ['admin', 'auditor'],
    // Firms have their accounts at the hub.
    verified: async () => {},
  });
  const printer = openPrinter(config, clock);
  const served = webPartsOf({ ctx, config, runner, dataspace, financing, witness, desk, governing, printer });
  const web = await startWeb({ config, db, clock, logger, ...served });
  desk.listening(web.url);
  dataspace.open(web.url);
  ctx.watch.onAny(people.onJob);
  await governing.catchUp(web.governance);
  if (config.demo) await ensureDemoAccounts(web.accounts, config);
  await enrol(ctx, { config, url: web.url, noteKey: witness.verifierKey }, stopping.signal);
  await book.refresh();
  const { signal } = stopping;
  const background = [
    followFeed(ctx, admitted, signal),
    dataspace.work(signal),
    relayMessages(db, ctx, { desk, signal }),
    keepQuality(ctx, signal),
    sealTrail({ trail: web.trail, log: ctx.hub.log, note: ctx.note, told: governing, signal }),
  ];
  if (financing) await followScores(ctx, financing);
  await resumeComputations(ctx, runner, signal);
  return {
    ...web,
    publicKey: ctx.key.publicKey,
    async stop() {
      stopping.abort();
      await runner.stop();
      await dataspace.stop();
      await Promise.allSettled(background);
      await web.stop();
      await printer.close();
      desk.close();
      await ctx.link.close();
      await db.destroy();
    },
  };
}

/** A node's database, brought to this version. */
async function openNodeDatabase(config: NodeConfig, clock: Clock): Promise<Database<ServerTables>> {
  const db = openServerDatabase(config.databaseUrl, config.party);
  await migrate(tablesOf(db), [
    kernelMigrations,
    accessMigrations,
    dataspaceMigrations,
    harborMigrations,
    financingMigrations,
    deskMigrations,
  ]);
  await rebuildProjections(tablesOf(db), { clock, registry: hubParty });
  return db;
}

type Served = {
  readonly ctx: NodeContext;
  readonly config: NodeConfig;
  readonly runner: JobRunner;
  readonly dataspace: NodeDataspace;
  readonly financing: FinancingContext | undefined;
  readonly witness: Witness;
  readonly desk: Desk;
  readonly governing: GovernanceDesk;
  readonly printer: Printer;
};

/** The lender's book at a node whose desk hears of it. */
function lenderOf(parts: FinancingParts, desk: Desk): FinancingContext {
  const financing = financingOf(parts);
  return { ...financing, store: followedBook({ ctx: parts.ctx, desk }, financing.store) };
}

function webPartsOf({
  ctx,
  config,
  runner,
  dataspace,
  financing,
  witness,
  desk,
  governing,
  printer,
}: Served): Omit<WebParts, 'config' | 'db' | 'clock' | 'logger'> {
  const harbor = nodeEndpoints({
    ...{ ctx, runner, printer, negotiator: dataspace.negotiator, transfers: dataspace.transfers },
    delivered: dataspace.delivered,
    ...{ registrar: config.registrar, demo: config.demo },
  });
  return {
    systems: [
      {
        endpoints: [...harbor, ...dataspace.endpoints],
        errors: [harborErrors, participantErrors, apiErrors],
      },
      desk.served,
      ...(financing
        ? [{ endpoints: financingEndpoints(financing, printer), errors: [financingErrors] }]
        : []),
    ],
    keyOf: (issuer) => issuerKey(ctx.store, issuer),
    // The hub vouches for a party, and nothing here says that it has.
    vouchedFor: async () => undefined,
    follow: governing.follow,
    title: { en: `Finharbor node: ${config.name.en}`, zh: `金科港节点：${config.name.zh}` },
    serve: (app) => {
      serveWitness(app, witness);
      serveConnector(app, dataspace);
      servePlanes(app, dataspace.planes);
      allowPagesOf(app, new URL(config.hubUrl).origin);
      serveConsole(app, async () => []);
    },
    checks: {},
    printer,
  };
}

/** Decides applications as their scores come in, those first that a killed process left behind. */
async function followScores(ctx: NodeContext, financing: FinancingContext): Promise<void> {
  await settleAll(financing);
  ctx.watch.onAny((jobId) => {
    settle(financing, jobId).catch((error: unknown) => ctx.note('financing.unsettled', { jobId }, error));
  });
}

async function openWitness(ctx: NodeContext, config: NodeConfig): Promise<Witness> {
  const hub = (await ctx.store.peers.list()).find(({ party }) => party === hubParty)!;
  return createWitness({
    name: `finharbor.node/${config.party}`,
    key: loadSigningKey(join(config.directory, 'witness.key.pem')),
    store: await openWitnessFiles(join(config.directory, 'witness')),
    clock: ctx.clock,
    logKeys: [hub.noteKey],
  });
}
