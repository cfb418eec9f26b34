import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { EthicsContext } from '../context.ts';
import { personOf } from '../person.ts';
import { board } from './board.ts';
import { checkCondition, reportCondition, reportedConditions } from './conditions-kept.ts';
import { opinion, opinions } from './opinions.ts';
import { composePanel, panelOf } from './panel.ts';
import * as routes from './routes.ts';

/** The endpoints of reviews, besides what any case has. */
export function reviewEndpoints(ctx: EthicsContext): readonly Endpoint[] {
  return [
    endpoint(routes.getPanel, async ({ params, caller }) => ({
      status: 200,
      body: await panelOf(ctx, { caseId: params.id, by: personOf(caller) }),
    })),
    endpoint(routes.postPanel, async ({ params, body, caller }) => ({
      status: 200,
      body: { fields: await composePanel(ctx, { ...body, caseId: params.id, by: personOf(caller) }) },
    })),
    endpoint(routes.listConditions, async ({ query }) => ({
      status: 200,
      body: await reportedConditions(ctx, query),
    })),
    endpoint(routes.listOwnConditions, async ({ query, caller }) => ({
      status: 200,
      body: await reportedConditions(ctx, { ...query, firm: personOf(caller).party }),
    })),
    endpoint(routes.getBoard, async ({ caller }) => ({
      status: 200,
      body: { stages: await board(ctx, personOf(caller).account) },
    })),
    endpoint(routes.listOpinions, async ({ query }) => ({ status: 200, body: await opinions(ctx, query) })),
    endpoint(routes.getOpinion, async ({ params }) => ({
      status: 200,
      body: await opinion(ctx, params.number),
    })),
    endpoint(routes.putReport, async ({ params: { number, place }, body: { report }, caller }) => ({
      status: 200,
      body: await reportCondition(
        ctx,
        { number, place: Number(place) },
        { firm: personOf(caller).party, report },
      ),
    })),
    endpoint(routes.postCheck, async ({ params: { number, place }, body }) => ({
      status: 200,
      body: await checkCondition(ctx, { number, place: Number(place) }, body),
    })),
  ];
}
