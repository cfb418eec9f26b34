import { join } from 'node:path';
import { type Connector, openConnector, protocolPath, type Serve } from '@finharbor/dataspace';
import { participantEndpoints } from '@finharbor/dataspace/participants';
import type { PlaneListener } from '@finharbor/dataspace/planes';
import {
  type ConnectorPeer,
  computationPlane,
  conclude,
  contractBehaviour,
  contractCatalogue,
  type DeliveredFiles,
  type Deliveries,
  decisionStore,
  type JobRunner,
  type JobTransfers,
  jobWatch,
  judgeTermsOf,
  type Negotiator,
  type NegotiatorContext,
  type NodeContext,
  openDeliveries,
  openJobTransfers,
  openNegotiator,
  pinnedParties,
  transferBehaviour,
  transferLinks,
} from '@finharbor/harbor';
import { type Clock, codeOf, fail } from '@finharbor/kernel';
import type { Endpoint } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { NodeConfig } from '../config.ts';
import { type ServerTables, tablesOf } from '../database.ts';
import { loadSigningKey } from '../files.ts';
import { askMembership } from './ask-membership.ts';
import { nodeIdentity, participantIdOf } from './identity.ts';
import { planesPath } from './planes.ts';
import { publicFace } from './public-face.ts';

/** What a node's place in the dataspace is made of. `sync` reads the hub's feed up to now. */
export type DataspaceParts = {
  readonly ctx: NodeContext;
  readonly config: NodeConfig;
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly sync: () => Promise<unknown>;
  readonly runner: Pick<JobRunner, 'end' | 'endUnder'>;
};

/** As long as parties of a job wait for each other to meet. */
const patienceMs = 8_000;

/** A node's place in the dataspace. Its address is known only once the process listens; until `open` it answers nobody. */
export type NodeDataspace = {
  readonly serve: Serve;
  readonly endpoints: readonly Endpoint[];
  readonly negotiator: Negotiator;
  readonly transfers: JobTransfers;
  /** Delivers rows, once it is open. */
  readonly planes: () => PlaneListener | undefined;
  readonly delivered: DeliveredFiles;
  /** Negotiates, carries jobs and delivers rows until the signal fires. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly open: (url: string) => void;
  readonly stop: () => Promise<void>;
};

type Opened = {
  readonly connector: Connector;
  readonly negotiator: Negotiator;
  readonly transfers: JobTransfers;
  readonly deliveries: Deliveries;
  readonly url: string;
};

/** Prepares a node's connector, its identity and what it negotiates by itself. */
export function nodeDataspace(parts: DataspaceParts): NodeDataspace {
  const opening = Promise.withResolvers<Opened>();
  let opened: Opened | undefined;
  const { promise } = opening;
  return {
    serve: async (request) =>
      opened?.connector.serve(request) ?? { status: 503, headers: { 'retry-after': '1' }, body: '' },
    endpoints: participantEndpoints(
      publicFace({
        ...{ key: parts.ctx.key, name: parts.ctx.name, role: 'member', clock: parts.clock },
        url: () => opened?.url ?? fail('dataspace.not_open', 'This process is being started.'),
      }),
    ),
    negotiator: {
      wake: () => opened?.negotiator.wake(),
      work: async (signal) => (await promise).negotiator.work(signal),
      decide: async (...asked) => (await promise).negotiator.decide(...asked),
      counter: async (...asked) => (await promise).negotiator.counter(...asked),
      accept: async (id) => (await promise).negotiator.accept(id),
      ofContract: async (id) => (await promise).negotiator.ofContract(id),
      end: async (ended) => {
        const { negotiator, transfers } = await promise;
        await negotiator.end(ended);
        await transfers.endUnder(ended);
      },
      replace: async (next) => (await promise).negotiator.replace(next),
    },
    transfers: {
      planeFor: async (job) => (await promise).transfers.planeFor(job),
      start: async (...asked) => (await promise).transfers.start(...asked),
      untilAsked: async (...asked) => (await promise).transfers.untilAsked(...asked),
      answer: async (...asked) => (await promise).transfers.answer(...asked),
      close: async (...asked) => (await promise).transfers.close(...asked),
      endUnder: async (ended) => (await promise).transfers.endUnder(ended),
      ofJob: async (job) => (await promise).transfers.ofJob(job),
      follow: async (process) => (await promise).transfers.follow(process),
      work: async (signal) => (await promise).transfers.work(signal),
    },
    planes: () => opened?.deliveries.listener,
    delivered: {
      view: async (job) => (await promise).deliveries.files.view(job),
      open: async (job) => (await promise).deliveries.files.open(job),
    },
    work: async (signal) => {
      const { negotiator, transfers, deliveries } = await promise;
      await Promise.all([negotiator, transfers, deliveries].map(({ work }) => work(signal)));
    },
    open: (url) => {
      opened = openAt(parts, url);
      opening.resolve(opened);
    },
    stop: async () => opened?.connector.stop(),
  };
}

function openAt({ ctx, config, db, clock, sync, runner }: DataspaceParts, url: string): Opened {
  const { note } = ctx;
  const negotiating: NegotiatorContext = {
    ctx,
    decisions: decisionStore(tablesOf(db), clock),
    parties: pinnedParties(ctx.store, peerAt),
    sync,
  };
  const connector: Connector = openConnector({
    db: tablesOf(db),
    root: url,
    participants: nodeIdentity({
      key: ctx.key,
      url,
      hubUrl: config.hubUrl,
      db: tablesOf(db),
      clock,
      askMembership: askMembership(config, ctx),
    }),
    behaviour: { ...contractBehaviour(negotiating), ...transferBehaviour(() => carrying) },
    catalogue: contractCatalogue(negotiating),
    judgeOffer: judgeTermsOf,
    // What a member is known by is where it is reached: no message goes to anybody else in its name.
    admitsAddress: (address, peer) => participantIdOf(address.origin) === peer,
    onStep: async (process) => {
      await conclude(negotiating, connector, process);
      await transfers.follow(process);
    },
    clock,
    ids: ctx.newId,
    onFault: (error) => note('dataspace.fault', { code: codeOf(error) }, error),
    onRefused: ({ target, reason }) => note('dataspace.stranger', { target, reason }),
  });
  const links = transferLinks(tablesOf(db));
  const deliveries = openDeliveries({
    ...{ ctx, links, parties: negotiating.parties, db: tablesOf(db) },
    key: loadSigningKey(join(config.directory, 'planes.key.pem')),
    folder: join(config.directory, 'deliveries'),
    address: new URL(planesPath, url).href,
  });
  const carrying = {
    ...negotiating,
    ...{ connector, runner, patienceMs, links },
    planes: [computationPlane, ...deliveries.planes],
    steps: jobWatch(),
    ending: new Set<string>(),
  };
  const transfers = openJobTransfers(carrying);
  return { connector, negotiator: openNegotiator(negotiating, connector), transfers, deliveries, url };
}

function peerAt(party: string, url: string): ConnectorPeer {
  return { party, id: participantIdOf(url), address: new URL(protocolPath, url).href };
}
