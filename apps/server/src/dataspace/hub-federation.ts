import { type Connector, openConnector, type Peer, protocolPath, type Serve } from '@finharbor/dataspace';
import {
  type Federation,
  type FederationOptions,
  federatedCatalogue,
  openFederation,
  runFederation,
} from '@finharbor/dataspace/federation';
import { connectorEndpoints, type HubContext, type ListedConnector } from '@finharbor/harbor';
import { codeOf, idSource, repeat, systemRandom } from '@finharbor/kernel';
import type { Endpoint } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { HubConfig } from '../config.ts';
import { type ServerTables, tablesOf } from '../database.ts';
import { nodeIdentity, participantIdOf } from './identity.ts';

/** What the hub's federated catalogue is made of. */
export type FederationParts = {
  readonly ctx: HubContext;
  readonly config: Pick<HubConfig, 'connectors'>;
  readonly db: Kysely<ServerTables>;
  /** Issues a membership of the data space; the hub is a member of its own. */
  readonly issueTo: (holder: string, role: string) => Promise<string>;
};

/** The catalogues of all members as one, at the hub. Its address is known only once the process listens; until `open` nobody is answered. */
export type HubFederation = {
  readonly serve: Serve;
  readonly endpoints: readonly Endpoint[];
  readonly open: (url: string) => void;
  /** Gathers until the signal fires. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly stop: () => Promise<void>;
};

// A product that was just listed is found by others within so long.
const everyMs = 60_000;
const membersEveryMs = 5_000;

/** Prepares the hub's connector, which offers what its members offer and nothing of its own. */
export function hubFederation(parts: FederationParts): HubFederation {
  const { ctx, db } = parts;
  const opening = Promise.withResolvers<Connector>();
  let connector: Connector | undefined;
  const options: FederationOptions = {
    db: tablesOf(db),
    clock: ctx.clock,
    fetchCatalogue: async function* (peer) {
      yield* (await opening.promise).fetchCatalog(peer, []);
    },
    everyMs,
  };
  const federation = openFederation(options);
  return {
    serve: async (request) =>
      connector?.serve(request) ?? { status: 503, headers: { 'retry-after': '1' }, body: '' },
    endpoints: connectorEndpoints(async () => {
      const members = await membersOf(parts);
      return (await federation.sources()).map(({ peer, ...source }): ListedConnector => {
        const party = members.find((member) => member.peer === peer)?.party;
        return { participant: peer, ...(party !== undefined && { party }), ...source };
      });
    }),
    open: (url) => {
      connector = openAt(parts, federation, url);
      opening.resolve(connector);
    },
    work: async (signal) => {
      const onFault = (error: unknown): void => ctx.note('federation.fault', { code: codeOf(error) }, error);
      await Promise.all([
        repeat(() => followAll(parts, federation), { everyMs: membersEveryMs, signal, onFault }),
        runFederation(options, { signal, onFault }),
      ]);
    },
    stop: async () => connector?.stop(),
  };
}

type Member = Peer & { readonly party?: string };

/** The connectors of the admitted parties, and those that the operator has listed. */
async function membersOf({ ctx, config }: FederationParts): Promise<readonly Member[]> {
  const peers = await ctx.store.peers.list();
  return [
    ...peers
      .filter(({ party }) => party !== ctx.party)
      .map(({ party, url }) => ({
        party,
        peer: participantIdOf(url),
        address: new URL(protocolPath, url).href,
      })),
    ...(config.connectors ?? []).map(({ participant, address }) => ({ peer: participant, address })),
  ];
}

async function followAll(parts: FederationParts, federation: Federation): Promise<void> {
  const wanted = await membersOf(parts);
  const followed = await federation.sources();
  for (const { peer, address } of wanted)
    if (!followed.some((source) => source.peer === peer && source.address === address))
      await federation.follow({ peer, address });
  for (const { peer } of followed)
    if (!wanted.some((member) => member.peer === peer)) await federation.unfollow(peer);
}

function openAt({ ctx, db, issueTo }: FederationParts, federation: Federation, url: string): Connector {
  const { key, clock, note } = ctx;
  const askMembership = (holder: string): Promise<string> => issueTo(holder, ctx.party);
  return openConnector({
    db: tablesOf(db),
    root: url,
    participants: nodeIdentity({ key, url, hubUrl: url, db: tablesOf(db), clock, askMembership }),
    behaviour: {
      negotiation: async () => ({ kind: 'wait' }),
      transfer: async () => ({ kind: 'wait' }),
      admits: async () => undefined,
    },
    catalogue: federatedCatalogue(federation),
    judgeOffer: async ({ datasetId }) => ({
      code: 'dataspace.not_offered_here',
      text: [`The hub lists ${datasetId} and does not offer it. Ask whoever its catalogue says offers it.`],
    }),
    admitsAddress: (address, peer) => participantIdOf(address.origin) === peer,
    clock,
    ids: idSource(clock, systemRandom),
    onFault: (error) => note('dataspace.fault', { code: codeOf(error) }, error),
    onRefused: ({ target, reason }) => note('dataspace.stranger', { target, reason }),
  });
}
