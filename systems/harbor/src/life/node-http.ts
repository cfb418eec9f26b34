import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { NodeContext } from '../context.ts';
import { changeListing, registerRights, reportQuality, showSample, valueProduct } from './node-acts.ts';
import * as routes from './node-routes.ts';
import type { RightsTerms } from './rights/register.ts';
import { ownProducts, viewCertificate, viewLife } from './view-life.ts';

/** A node's endpoints about products' lives. */
export function lifeEndpoints(ctx: NodeContext): readonly Endpoint[] {
  const reading = () => ({ store: ctx.store, terms: termsOf(ctx) });
  const issued = async (done: Promise<{ readonly id: string }>) => ({
    status: 201 as const,
    body: { id: (await done).id },
  });
  return [
    endpoint(routes.getProductLife, async ({ params }) => ({
      status: 200,
      body: await viewLife(reading(), params.id),
    })),
    endpoint(routes.getRightsCertificate, async ({ params }) => ({
      status: 200,
      body: await viewCertificate(reading(), params.id),
    })),
    endpoint(routes.listOwnProducts, async () => ({
      status: 200,
      body: await ownProducts(reading(), ctx.party),
    })),
    endpoint(routes.postRightsRegistration, ({ params, body }) =>
      issued(registerRights(ctx, params.id, body)),
    ),
    endpoint(routes.postListingChange, ({ params, body }) => issued(changeListing(ctx, params.id, body))),
    endpoint(routes.putSample, ({ params, body }) => issued(showSample(ctx, params.id, body))),
    endpoint(routes.putValuation, ({ params, body }) => issued(valueProduct(ctx, params.id, body))),
    endpoint(routes.postQualityReport, ({ params }) => issued(reportQuality(ctx, params.id))),
  ];
}

function termsOf({ hubParty, clock }: NodeContext): RightsTerms {
  return { registry: hubParty, nowMs: clock.nowMs() };
}
