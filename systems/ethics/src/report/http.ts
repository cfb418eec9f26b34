import { type Endpoint, endpoint, printed } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { EthicsContext } from '../context.ts';
import { figuresOf } from './figures.ts';
import { openData } from './open-data.ts';
import { yearPaper } from './paper.ts';
import * as routes from './routes.ts';
import { yearsOn } from './years.ts';

/** The endpoints of the annual report and of open data. */
export function reportEndpoints(ctx: EthicsContext): readonly Endpoint[] {
  const schema = z.toJSONSchema(routes.openDataSchema);
  return [
    endpoint(routes.listYears, async () => ({
      status: 200,
      body: { items: (await yearsOn(ctx)).map(({ year }) => ({ year })) },
    })),
    endpoint(routes.getYear, async ({ params }) => ({
      status: 200,
      body: await figuresOf(ctx, params.year),
    })),
    endpoint(routes.getYearPaper, async ({ params, query }) =>
      printed(ctx.printer, yearPaper(await figuresOf(ctx, params.year), query.language)),
    ),
    endpoint(routes.getOpenData, async () => ({ status: 200, body: await openData(ctx) })),
    endpoint(routes.getOpenDataSchema, async () => ({ status: 200, body: schema })),
  ];
}
