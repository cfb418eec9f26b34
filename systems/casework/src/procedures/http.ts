import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { CaseworkContext } from '../context.ts';
import { personOf } from '../person.ts';
import * as routes from './contract.ts';
import { listProcedures, procedureView } from './view.ts';

/** The endpoints of procedures. */
export function procedureEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(routes.listProcedures, async ({ caller }) => ({
      status: 200,
      body: { items: listProcedures(ctx, personOf(caller)) },
    })),
    endpoint(routes.getProcedure, async ({ params, query, caller }) => ({
      status: 200,
      body: procedureView(ctx, { ...params, ...query }, personOf(caller)),
    })),
  ];
}
