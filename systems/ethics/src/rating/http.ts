import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { EthicsContext } from '../context.ts';
import { disclose } from '../disclosure/disclose.ts';
import { putDisclosure } from '../disclosure/routes.ts';
import { personOf } from '../person.ts';
import { partyOf } from '../schemas.ts';
import { adoptMethod, breaches, firmView, methods } from './firms.ts';
import { ratedPage } from './rated.ts';
import * as routes from './routes.ts';

/** The endpoints of firms: what they disclose, how they are rated, what was found. */
export function firmEndpoints(ctx: EthicsContext): readonly Endpoint[] {
  return [
    endpoint(routes.listMethods, async () => ({ status: 200, body: { items: await methods(ctx) } })),
    endpoint(routes.postMethod, async ({ body }) => ({ status: 201, body: await adoptMethod(ctx, body) })),
    endpoint(routes.listFirms, async ({ query: { q: text, ...query } }) => ({
      status: 200,
      body: await ratedPage(ctx, { ...query, text }),
    })),
    endpoint(routes.getFirm, async ({ params }) => ({
      status: 200,
      body: await firmView(ctx, partyOf(params.uscc)),
    })),
    endpoint(routes.listBreaches, async () => ({ status: 200, body: { items: await breaches(ctx) } })),
    endpoint(putDisclosure, async ({ params: { uscc, year }, body, caller }) => {
      const party = partyOf(uscc);
      if (party !== personOf(caller).party) fail('ethics.not_found', 'There is no such firm of yours.');
      return { status: 200, body: await disclose(ctx, { ...body, party, year }) };
    }),
  ];
}
