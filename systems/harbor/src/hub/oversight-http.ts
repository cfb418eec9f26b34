import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { overseenJobStates, overseenMost, refusalsIn, usedIn, usesByDay } from '../oversight.ts';
import * as routes from '../oversight-contract.ts';
import { contractStates } from '../views.ts';
import type { HubContext } from './context.ts';
import { boardContract, boardContracts, boardJob, boardJobs } from './oversight.ts';

/** The city's days: what is counted by day is counted by these, wherever the hub runs. */
const zone = 'Asia/Shanghai';
const days = 30;

/** What the bureau and the operator may see of the board. */
export function oversightEndpoints(ctx: HubContext): readonly Endpoint[] {
  return [
    endpoint(routes.getOversight, async () => ({ status: 200, body: await figures(ctx) })),
    endpoint(routes.listOverseenContracts, async () => ({
      status: 200,
      body: latest((await boardContracts(ctx, await boardJobs(ctx))).toReversed()),
    })),
    endpoint(routes.getOverseenContract, async ({ params }) => ({
      status: 200,
      body: await boardContract(ctx, params.id),
    })),
    endpoint(routes.listOverseenJobs, async () => ({
      status: 200,
      body: latest((await boardJobs(ctx)).toReversed()),
    })),
    endpoint(routes.getOverseenJob, async ({ params }) => ({
      status: 200,
      body: await boardJob(ctx, params.id),
    })),
    endpoint(routes.listOverseenRefusals, async () => ({
      status: 200,
      body: latest(refusalsIn(await boardJobs(ctx))),
    })),
  ];
}

async function figures(ctx: HubContext) {
  const { documents, peers } = ctx.store;
  const [jobs, known, products, consents, withdrawals] = await Promise.all([
    boardJobs(ctx),
    peers.list(),
    documents.count('product'),
    documents.count('consent'),
    documents.count('withdrawal'),
  ]);
  const contracts = await boardContracts(ctx, jobs);
  return {
    parties: known.filter(({ party }) => party !== ctx.party).length,
    products,
    contracts: countBy(contractStates, contracts),
    jobs: countBy(overseenJobStates, jobs),
    uses: usedIn(jobs).length,
    refusals: refusalsIn(jobs).length,
    consents,
    withdrawals,
    zone,
    usesByDay: usesByDay(jobs, { nowMs: ctx.clock.nowMs(), days, zone }),
  };
}

function countBy<State extends string>(
  states: readonly State[],
  things: readonly { readonly state: State }[],
): { readonly [S in State]: number } {
  const counts = states.map((state) => [state, things.filter((thing) => thing.state === state).length]);
  return Object.fromEntries(counts) as { readonly [S in State]: number };
}

function latest<T>(items: readonly T[]): { readonly items: readonly T[]; readonly total: number } {
  return { items: items.slice(0, overseenMost), total: items.length };
}
