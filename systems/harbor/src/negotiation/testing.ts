import type { SignedDocument } from '@finharbor/access';
import { openParty, type Party } from '@finharbor/dataspace/testing';
import type { NodeContext } from '../context.ts';
import type { DocumentType, Verified } from '../documents.ts';
import { verifiedOf } from '../postgres/documents.ts';
import { passing, type TestNode, testNode } from '../testing.ts';
import type { NegotiatorContext } from './context.ts';
import { conclude, contractBehaviour, contractCatalogue, decisionStore, judgeTermsOf } from './index.ts';
import { type Negotiator, openNegotiator } from './negotiator.ts';
import type { ConnectorPeer } from './parties.ts';

/** A node with its connector. */
export type NegotiatingNode = {
  readonly node: TestNode;
  readonly ctx: NodeContext;
  readonly context: NegotiatorContext;
  readonly connector: Party['connector'];
  /** A negotiator at work, as after a start of the process. */
  readonly start: () => Negotiator;
};

/** Nodes that hear of each other's documents at once, as by a hub; one that is deaf takes none along. */
export type NegotiatingNodes = AsyncDisposable & {
  readonly open: (name: string) => Promise<NegotiatingNode>;
  /** One that lags has what is published, and not yet what is issued. */
  readonly hub: { isDeaf: boolean; isLagging: boolean };
};

/** A network of nodes that negotiate contracts. */
export function negotiatingNodes(): NegotiatingNodes {
  const addresses = new Map<string, string>();
  const nodes = new Map<string, { readonly ctx: NodeContext; negotiator?: Negotiator }>();
  const hub = { isDeaf: false, isLagging: false };
  const stack = new AsyncDisposableStack();
  const peer = (party: string): ConnectorPeer => ({ party, id: party, address: addresses.get(party)! });
  const parties = {
    ofParty: async (party: string) => peer(party),
    ofParticipant: async (id: string) => peer(id),
  };
  const deliver = async (doc: SignedDocument): Promise<void> => {
    if (hub.isDeaf) return;
    for (const { ctx, negotiator } of nodes.values())
      if ((await ctx.store.documents.put(doc)) === 'stored' && negotiator)
        await hear(negotiator, verifiedOf(doc));
  };
  return {
    hub,
    async open(name) {
      const node = stack.use(await testNode(name, { publish: deliver }));
      const ctx: NodeContext = {
        ...node.ctx,
        async issue(doc) {
          await node.ctx.issue(doc);
          if (!hub.isLagging) await deliver(doc);
        },
      };
      const context: NegotiatorContext = {
        ctx,
        decisions: decisionStore(node.database.db, node.clock),
        parties,
        sync: async () => {},
      };
      const party: Party = stack.use(
        await openParty(name, {
          behaviour: contractBehaviour(context),
          catalogue: contractCatalogue(context),
          judgeOffer: judgeTermsOf,
          clock: passing(node.clock),
          onStep: (process) => conclude(context, party.connector, process),
        }),
      );
      const { connector } = party;
      addresses.set(name, connector.address);
      const known: { readonly ctx: NodeContext; negotiator?: Negotiator } = { ctx };
      nodes.set(name, known);
      const stopping = new AbortController();
      stack.defer(() => stopping.abort());
      const start = (): Negotiator => {
        const negotiator = openNegotiator(context, connector);
        known.negotiator = negotiator;
        void negotiator.work(stopping.signal);
        return negotiator;
      };
      return { node, ctx, context, connector, start };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function hear(negotiator: Negotiator, doc: Verified<DocumentType>): Promise<void> {
  if (doc.type === 'termination') await negotiator.end(doc as Verified<'termination'>);
  if (doc.type === 'contract') await negotiator.replace(doc as Verified<'contract'>);
}
