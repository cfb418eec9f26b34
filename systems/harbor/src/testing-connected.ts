import type { SignedDocument } from '@finharbor/access';
import { openParty, type Party } from '@finharbor/dataspace/testing';
import type { NodeContext } from './context.ts';
import { jobWatch } from './job-watch.ts';
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
} from './negotiation/index.ts';
import { verifiedOf } from './postgres/documents.ts';
import { type JobRunner, jobRunner } from './run-job.ts';
import { passing, type TestNode, testNode } from './testing.ts';
import type { OpenTransfers } from './transfers/context.ts';
import {
  type JobPlane,
  type JobTransfers,
  openJobTransfers,
  transferBehaviour,
  transferLinks,
} from './transfers/index.ts';

/** A process of a node: what dies with it. */
export type NodeProcess = {
  readonly runner: JobRunner;
  readonly negotiator: Negotiator;
  readonly transfers: JobTransfers;
};

/** A node with its connector, and other nodes that its documents reach at once. */
export type ConnectedNode = AsyncDisposable & {
  readonly node: TestNode;
  readonly ctx: NodeContext;
  readonly party: Party;
  readonly context: NegotiatorContext;
  readonly process: () => NodeProcess;
  /** What a killed process leaves is found by a new one; what the old one still does has no way to the world. */
  readonly restart: () => Promise<void>;
  /** A document that came by the hub. */
  readonly take: (doc: SignedDocument) => Promise<void>;
};

/** The nodes of one test: who is reached where. */
export type Neighbours = Map<string, ConnectedNode>;

type Wiring = {
  readonly neighbours: Neighbours;
  readonly planes: readonly JobPlane[];
  readonly patienceMs: number;
  /** Whether the hub passes a document on. */
  readonly passes?: (doc: SignedDocument) => boolean;
};

type Process = NodeProcess & { readonly parts: OpenTransfers; readonly stopping: AbortController };
type Lasting = Omit<OpenTransfers, 'runner' | 'steps' | 'ending'> & NegotiatorContext;

function beginProcess(lasting: Lasting): Process {
  const parts: OpenTransfers = {
    ...lasting,
    steps: jobWatch(),
    ending: new Set(),
    runner: { end: (...ended) => runner.end(...ended), endUnder: (...ended) => runner.endUnder(...ended) },
  };
  const stopping = new AbortController();
  const transfers = openJobTransfers(parts);
  const runner = jobRunner(lasting.ctx, { sync: lasting.sync, transfers });
  const negotiator = openNegotiator(lasting, lasting.connector);
  void negotiator.work(stopping.signal);
  void transfers.work(stopping.signal);
  return { parts, stopping, transfers, runner, negotiator };
}

/** Opens one among its neighbours. */
export async function connectedNode(name: string, wiring: Wiring): Promise<ConnectedNode> {
  const { neighbours, planes, patienceMs, passes = () => true } = wiring;
  const spread = async (doc: SignedDocument): Promise<void> => {
    if (!passes(doc)) return;
    for (const [other, one] of neighbours) if (other !== name) await one.take(doc);
  };
  const node = await testNode(name, { publish: spread });
  const ctx: NodeContext = {
    ...node.ctx,
    issue: async (doc) => {
      await node.ctx.issue(doc);
      await spread(doc);
    },
  };
  const peer = (party: string): ConnectorPeer => ({
    ...{ party, id: party, address: neighbours.get(party)!.party.connector.address },
  });
  const parties = {
    ofParty: async (one: string) => peer(one),
    ofParticipant: async (id: string) => peer(id),
  };
  const decisions = decisionStore(node.database.db, node.clock);
  const context: NegotiatorContext = { ctx, decisions, parties, sync: async () => {} };
  let current: Process;
  const party: Party = await openParty(name, {
    behaviour: { ...contractBehaviour(context), ...transferBehaviour(() => current.parts) },
    catalogue: contractCatalogue(context),
    judgeOffer: judgeTermsOf,
    clock: passing(node.clock),
    onStep: async (process) => {
      await conclude(context, party.connector, process);
      await current.transfers.follow(process);
    },
  });
  const links = transferLinks(node.database.db);
  const begin = (): Process =>
    beginProcess({ ...context, planes, patienceMs, links, connector: party.connector });
  current = begin();
  return {
    node,
    ctx,
    party,
    context,
    process: () => current,
    restart: async () => {
      current.stopping.abort();
      await ctx.store.jobs.failInterrupted();
      current = begin();
    },
    take: async (doc) => {
      if ((await ctx.store.documents.put(doc)) === 'already_there') return;
      const verified = verifiedOf(doc);
      if (doc.type === 'job') await current.runner.take(verified as never, null);
      if (doc.type !== 'termination') return;
      await current.negotiator.end(verified as never);
      await current.transfers.endUnder(verified as never);
    },
    [Symbol.asyncDispose]: async () => {
      current.stopping.abort();
      await current.runner.stop();
      await party[Symbol.asyncDispose]();
      await node[Symbol.asyncDispose]();
    },
  };
}
