import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { NodeContext } from '../context.ts';
import { assessTransfer, listTransfers, viewTransfer } from './assess.ts';
import * as routes from './contract.ts';

/** The endpoints of cross-border transfers at a node. */
export function transferEndpoints(ctx: NodeContext): readonly Endpoint[] {
  return [
    endpoint(routes.listTransfers, async () => ({ status: 200, body: await listTransfers(ctx) })),
    endpoint(routes.getTransfer, async ({ params }) => ({
      status: 200,
      body: await viewTransfer(ctx, params.id),
    })),
    endpoint(routes.postAssessment, async ({ params, body, about }) => {
      const { id } = await assessTransfer(ctx, params.id, body);
      about({ assessment: id });
      return { status: 201, body: { id } };
    }),
  ];
}
