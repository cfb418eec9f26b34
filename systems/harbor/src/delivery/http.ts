import { attachment, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { NodeContext } from '../context.ts';
import type { JobRunner } from '../run-job.ts';
import { startJob } from '../start-job.ts';
import { getDeliveredFile, getDelivery, postDelivery } from './contract.ts';
import type { DeliveredFiles } from './files.ts';

/** A node's endpoints about deliveries. */
export function deliveryEndpoints(
  ctx: NodeContext,
  { runner, files }: { readonly runner: JobRunner; readonly files: DeliveredFiles },
): readonly Endpoint[] {
  return [
    endpoint(postDelivery, async ({ params, body, about }) => {
      const { job } = await startJob(ctx, runner, { kind: 'deliver', contract: params.id, plan: body });
      about({ job, contract: params.id });
      return { status: 201, body: { job } };
    }),
    endpoint(getDelivery, async ({ params }) => ({ status: 200, body: await files.view(params.id) })),
    endpoint(getDeliveredFile, async ({ params }) => ({
      status: 200,
      body: await files.open(params.id),
      headers: { 'content-disposition': attachment(`delivery-${params.id}.csv`) },
    })),
  ];
}
