import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { cityZone as zone } from '../city-zone.ts';
import * as routes from '../oversight-contract.ts';
import { offerStates } from '../search/query.ts';
import type { HubContext } from './context.ts';
import { boardContract, boardJob } from './oversight.ts';

const days = 30;

/** What the bureau and the operator may see of the board. */
export function oversightEndpoints(ctx: HubContext): readonly Endpoint[] {
  const { overseen } = ctx.store;
  const now = () => ({ nowMs: ctx.clock.nowMs(), zone });
  return [
    endpoint(routes.getOversight, async () => ({ status: 200, body: await figures(ctx) })),
    endpoint(routes.getExchange, async () => ({
      status: 200,
      body: { zone, ...(await overseen.exchange(now())), products: await productFigures(ctx) },
    })),
    endpoint(routes.listOverseenContracts, async ({ query }) => ({
      status: 200,
      body: await overseen.contracts({ ...now(), before: query.before }),
    })),
    endpoint(routes.getOverseenContract, async ({ params }) => ({
      status: 200,
      body: await boardContract(ctx, params.id),
    })),
    endpoint(routes.listOverseenJobs, async ({ query }) => ({
      status: 200,
      body: await overseen.jobs(query.before),
    })),
    endpoint(routes.getOverseenJob, async ({ params }) => ({
      status: 200,
      body: await boardJob(ctx, params.id),
    })),
    endpoint(routes.listOverseenRefusals, async ({ query }) => ({
      status: 200,
      body: await overseen.refusals(query.before),
    })),
  ];
}

async function productFigures({ store }: HubContext) {
  const { facets } = await store.catalogue.facets({ state: offerStates }, () => true);
  const { state, right, registration, level, sector, price } = facets;
  return { state, right, registration, level, sector, price };
}

async function figures(ctx: HubContext) {
  const { documents, overseen, peers } = ctx.store;
  const [counted, known, consents, withdrawals] = await Promise.all([
    overseen.figures({ nowMs: ctx.clock.nowMs(), zone, days }),
    peers.list(),
    documents.count('consent'),
    documents.count('withdrawal'),
  ]);
  const parties = known.filter(({ party }) => party !== ctx.party).length;
  return { ...counted, parties, consents, withdrawals, zone };
}
