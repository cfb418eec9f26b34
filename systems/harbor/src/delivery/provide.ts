import { type DataPlane, pullProvider, pushProvider } from '@finharbor/dataspace/planes';
import { fail, type Json } from '@finharbor/kernel';
import { demandPeersAddress } from './address.ts';
import type { DeliveryContext, DeliveryPart } from './context.ts';
import { deliveredBy } from './delivered.ts';
import { deliveryPlanOf } from './plan.ts';
import { whileMoving } from './progress.ts';
import { logDelivery } from './receipt.ts';
import { reckon } from './reckon.ts';
import type { DeliveryResult } from './result.ts';
import type { DeliveryWay } from './ways.ts';

const planes = { pull: pullProvider, push: pushProvider };

/**
 * A provider's side of a way to deliver: its start writes the file, has the use stand in the evidence log, and only then opens the way.
 * It may be asked twice at once, and does it once.
 */
export function providingPlane(parts: DeliveryContext, way: DeliveryWay): DataPlane {
  const { provider, waiters } = parts;
  const { format, suspend, stop } = planes[way](provider);
  const starting = new Map<string, ReturnType<DataPlane['start']>>();
  return {
    format,
    suspend,
    start(transfer) {
      const begun = starting.get(transfer.pid);
      if (begun) return begun;
      const starts = start(parts, way, transfer).finally(() => starting.delete(transfer.pid));
      starting.set(transfer.pid, starts);
      return starts;
    },
    async stop(transfer) {
      await stop(transfer);
      if (transfer.state === 'COMPLETED') waiters.end(transfer.pid, { kind: 'completed' });
    },
  };
}

type Start = Parameters<DataPlane['start']>[0];

async function start(
  parts: DeliveryContext,
  way: DeliveryWay,
  transfer: Start,
): ReturnType<DataPlane['start']> {
  const { ctx, provider, waiters } = parts;
  const delivered = await deliveredBy(parts, transfer.pid);
  if (!delivered) return fail('job.over', 'This attempt of the delivery is over; run the job again.');
  if (way === 'push') await demandPeersAddress(parts, transfer);
  const datasetId = delivered.product.id;
  const file = await reckoned(parts, { datasetId, transferId: transfer.pid });
  const { contract, product } = delivered;
  const carrier = { ...transfer, party: contract.body.consumer, product: product.id };
  await logDelivery(ctx, { ...delivered, transfer: carrier }, file.sha256);
  parts.reckoned.set(transfer.pid, file);
  waiters.open(transfer.pid);
  return planes[way]({ ...provider, targetOf: async () => datasetId }).start(transfer);
}

async function reckoned(
  { provider: { source } }: DeliveryContext,
  request: { readonly datasetId: string; readonly transferId: string },
): ReturnType<typeof reckon> {
  await using opened = await source.open(request);
  return await reckon(opened.read(0, opened.size));
}

/** A provider's part: to wait until its consumer says that all has arrived, or why not. */
export async function provide(parts: DeliveryContext, { job, started, signal }: DeliveryPart): Promise<Json> {
  const { ctx, provider, waiters } = parts;
  const { pid, party } = (await started)[0]!;
  const file = parts.reckoned.get(pid) ?? fail('job.over', 'This attempt of the delivery is over.');
  const look = async () => {
    const { servedBytes } = (await provider.store.outgoing.find(pid))!;
    return { done: servedBytes, total: file.bytes, direction: 'sent' } as const;
  };
  try {
    await whileMoving(ctx, { job, peer: party, look }, () => waiters.wait(pid, signal));
    const result: DeliveryResult = { way: deliveryPlanOf(job)!.way, ...file };
    return result as unknown as Json;
  } finally {
    waiters.forget(pid);
    parts.reckoned.delete(pid);
  }
}
