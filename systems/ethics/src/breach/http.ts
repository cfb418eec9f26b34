import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { EthicsContext } from '../context.ts';
import { followReport, reportBreach } from './reports.ts';
import * as routes from './routes.ts';

/** The endpoints of reports without an account. */
export function reportingEndpoints(ctx: EthicsContext): readonly Endpoint[] {
  return [
    endpoint(routes.postEthicsReport, async ({ body, arrival }) => {
      ctx.rates.write(arrival.address);
      return { status: 201, body: await reportBreach(ctx, body) };
    }),
    endpoint(routes.followEthicsReport, async ({ params, body, arrival }) => {
      ctx.rates.follow(arrival.address);
      return { status: 200, body: await followReport(ctx, { ...params, ...body }) };
    }),
  ];
}
