import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { SignedDocument } from '@finharbor/access';
import { type DataspaceTables, dataspaceMigrations, nodeListener } from '@finharbor/dataspace';
import { openParty } from '@finharbor/dataspace/testing';
import { generateSigningKey, idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { migrate } from '@finharbor/kernel/database';
import type { Kysely } from 'kysely';
import type { NodeContext } from '../context.ts';
import type { HarborTables } from '../database.gen.ts';
import type { Verified } from '../documents.ts';
import { jobWatch } from '../job-watch.ts';
import {
  type ConnectorPeer,
  conclude,
  contractBehaviour,
  contractCatalogue,
  decisionStore,
  judgeTermsOf,
  type Negotiator,
  type NegotiatorContext,
  openNegotiator,
} from '../negotiation/index.ts';
import { verifiedOf } from '../postgres/documents.ts';
import { type JobRunner, jobRunner } from '../run-job.ts';
import { mayCharge } from '../settlement/may-charge.ts';
import { type TestSettlement, testSettlement } from '../settlement/testing.ts';
import { type TestNode, testNode } from '../testing.ts';
import { type JobTransfers, openJobTransfers, transferBehaviour, transferLinks } from '../transfers/index.ts';
import { type Deliveries, openDeliveries } from './open.ts';

/** What a test does to the data that a node serves. */
export type Line = {
  /** From now on what comes after so many bytes of an answer breaks it, or waits until more may pass. */
  pass: (bytes: number, beyond: 'breaks' | 'waits') => void;
  /** How many answers were begun. */
  readonly answers: () => number;
  /** How many were broken. */
  readonly breaks: () => number;
};

/** A party's node with its connector, its planes and its jobs. */
export type DeliverySide = {
  readonly ctx: NodeContext;
  readonly node: TestNode;
  readonly runner: JobRunner;
  readonly transfers: JobTransfers;
  readonly negotiator: Negotiator;
  readonly deliveries: Deliveries;
  readonly line: Line;
};

/** A bank and a tax office with real connectors, and a hub that logs, meters and charges. */
export type DeliveryStage = AsyncDisposable & {
  readonly hub: TestSettlement;
  readonly bank: DeliverySide;
  readonly tax: DeliverySide;
};

/** Opens it. What either party signs reaches the other and the hub at once. */
export async function deliveryStage(): Promise<DeliveryStage> {
  const hub = await testSettlement();
  const stopping = new AbortController();
  const sides = new Map<string, DeliverySide>();
  const closing: (() => Promise<void>)[] = [];
  const addresses = new Map<string, string>();
  const peer = (party: string): ConnectorPeer => ({ party, id: party, address: addresses.get(party)! });
  const post: Post = async (from, doc) => {
    await hub.node.ctx.store.documents.put(doc);
    for (const [party, side] of sides) if (party !== from) await admit(side, doc);
  };
  const parts = { hub, post, peer, addresses, closing, signal: stopping.signal };
  for (const party of ['bank', 'tax']) sides.set(party, await openSide(party, parts));
  for (const { ctx } of sides.values())
    for (const known of await hub.node.ctx.store.peers.list()) {
      const address = addresses.get(known.party);
      await ctx.store.peers.pin({ ...known, url: address ? new URL(address).origin : known.url });
    }
  return {
    ...{ hub, bank: sides.get('bank')!, tax: sides.get('tax')! },
    [Symbol.asyncDispose]: async () => {
      for (const { runner } of sides.values()) await runner.stop();
      stopping.abort();
      for (const close of closing) await close();
      await hub[Symbol.asyncDispose]();
    },
  };
}

type Post = (from: string, doc: SignedDocument) => Promise<void>;

async function admit(side: DeliverySide, doc: SignedDocument): Promise<void> {
  const { ctx, runner, negotiator, transfers } = side;
  if ((await ctx.store.documents.put(doc)) === 'already_there') return;
  const verified = verifiedOf(doc);
  if (verified.type === 'job') void runner.take(verified as Verified<'job'>, null);
  if (verified.type !== 'termination') return;
  await negotiator.end(verified as Verified<'termination'>);
  await transfers.endUnder(verified as Verified<'termination'>);
}

type SideParts = {
  readonly hub: TestSettlement;
  readonly post: Post;
  readonly peer: (party: string) => ConnectorPeer;
  readonly addresses: Map<string, string>;
  readonly closing: (() => Promise<void>)[];
  readonly signal: AbortSignal;
};

function contextAt(node: TestNode, { hub, post }: SideParts): NodeContext {
  const { ctx } = node;
  const { party, store } = ctx;
  return {
    ...ctx,
    clock: systemClock,
    newId: idSource(systemClock, systemRandom),
    hub: {
      ...ctx.hub,
      publish: (doc) => post(party, doc),
      log: (commitment) => hub.log(party, commitment),
      settlement: {
        ...ctx.hub.settlement,
        askMayCharge: async ({ body }) => ({
          status: 200,
          body: await mayCharge(hub.ctx, { asker: party, ...body }),
        }),
      },
    },
    issue: async (doc) => {
      await store.documents.put(doc);
      await post(party, doc);
    },
  };
}

async function openSide(name: string, parts: SideParts): Promise<DeliverySide> {
  const { peer, addresses, closing, signal } = parts;
  const node = await testNode(name);
  const ctx = contextAt(node, parts);
  const db = node.database.db as unknown as Kysely<HarborTables & DataspaceTables>;
  await migrate(db as unknown as Kysely<DataspaceTables>, [dataspaceMigrations]);
  const parties = { ofParty: async (of: string) => peer(of), ofParticipant: async (id: string) => peer(id) };
  const context: NegotiatorContext = {
    ...{ ctx, parties, sync: async () => {} },
    decisions: decisionStore(node.database.db, systemClock),
  };
  const party = await openParty(name, {
    db: db as unknown as Kysely<DataspaceTables>,
    behaviour: { ...contractBehaviour(context), ...transferBehaviour(() => carrying) },
    catalogue: contractCatalogue(context),
    judgeOffer: judgeTermsOf,
    onStep: async (process) => {
      await conclude(context, party.connector, process);
      await transfers.follow(process);
    },
  });
  addresses.set(name, party.connector.address);
  const links = transferLinks(node.database.db);
  const deliveries = openDeliveries({
    ...{ ctx, db, parties, links, key: generateSigningKey() },
    folder: join(await ctx.work.folder('deliveries'), 'rows'),
    address: `${party.server.root}/planes`,
  });
  const carrying = {
    ...{ ctx, parties, links, planes: deliveries.planes, steps: jobWatch() },
    ...{ connector: party.connector, patienceMs: 30_000, ending: new Set<string>() },
    runner: {
      end: (...ended: Parameters<JobRunner['end']>) => runner.end(...ended),
      endUnder: (...ended: Parameters<JobRunner['endUnder']>) => runner.endUnder(...ended),
    },
  };
  const transfers = openJobTransfers(carrying);
  const runner = jobRunner(ctx, { sync: context.sync, transfers });
  const negotiator = openNegotiator(context, party.connector);
  const { line, serve } = lineOf();
  const connectorsOwn = nodeListener(party.connector.serve, () => {});
  party.server.listen((request, response) =>
    request.url!.startsWith('/planes/')
      ? void deliveries.listener(request, serve(response))
      : connectorsOwn(request, response),
  );
  const working = [negotiator.work(signal), deliveries.work(signal)];
  closing.push(async () => {
    await Promise.all(working);
    await party[Symbol.asyncDispose]();
    await node[Symbol.asyncDispose]();
  });
  return { ctx, node, runner, transfers, negotiator, deliveries, line };
}

type Write = (chunk: Uint8Array, done: (error?: Error | null) => void) => boolean;
type Rule = { bytes: number; beyond: 'breaks' | 'waits' };

/** What is written beyond the rule's bytes of an answer does not get through. */
function lineOf(): {
  readonly line: Line;
  readonly serve: (response: ServerResponse) => ServerResponse;
} {
  const rule: Rule = { bytes: Number.POSITIVE_INFINITY, beyond: 'breaks' };
  let answers = 0;
  let breaks = 0;
  const waiting: (() => void)[] = [];
  const serve = (response: ServerResponse): ServerResponse => {
    const write = response.write.bind(response) as Write;
    let bytes = 0;
    answers += 1;
    response.write = ((chunk, done) => {
      bytes += chunk.length;
      if (bytes <= rule.bytes) return write(chunk, done);
      if (rule.beyond === 'breaks') {
        if (!response.destroyed) breaks += 1;
        response.destroy();
      } else waiting.push(() => write(chunk, done));
      return false;
    }) as Write as typeof response.write;
    return response;
  };
  const pass: Line['pass'] = (most, beyond) => {
    Object.assign(rule, { bytes: most, beyond });
    for (const go of waiting.splice(0)) go();
  };
  return { line: { pass, answers: () => answers, breaks: () => breaks }, serve };
}
