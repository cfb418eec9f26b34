import { createReadStream } from 'node:fs';
import {
  type DataPlane,
  discardLanded,
  landedPath,
  pullConsumer,
  pushConsumer,
} from '@finharbor/dataspace/planes';
import { codeOf, FinharborError, fail, type Json } from '@finharbor/kernel';
import type { Body } from '../documents.ts';
import { limitOf } from '../domain.ts';
import type { JobTransfer } from '../transfers/plane.ts';
import { demandPeersAddress } from './address.ts';
import type { DeliveryContext, DeliveryPart } from './context.ts';
import { deliveredBy } from './delivered.ts';
import { deliveryPlanOf } from './plan.ts';
import { whileMoving } from './progress.ts';
import { logDelivery } from './receipt.ts';
import { reckon } from './reckon.ts';
import type { DeliveryResult } from './result.ts';
import type { DeliveryWay } from './ways.ts';

const dayMs = 86_400_000;
const planes = { pull: pullConsumer, push: pushConsumer };

/** A consumer's side of a way to have data delivered. */
export function consumingPlane(parts: DeliveryContext, way: DeliveryWay): DataPlane {
  const { consumer, waiters } = parts;
  const plane = planes[way](consumer);
  return {
    ...plane,
    async start(transfer) {
      waiters.open(transfer.pid);
      try {
        if (way === 'pull') await demandPeersAddress(parts, transfer);
      } catch (error) {
        // Its job ends with it; thrown, it would only be tried again.
        waiters.end(transfer.pid, asFault(error));
        return undefined;
      }
      return plane.start(transfer);
    },
  };
}

function asFault(error: unknown): FinharborError {
  if (error instanceof FinharborError) return error;
  return new FinharborError({ code: codeOf(error), publicMessage: '', cause: error });
}

/** A consumer's part: to wait until all has landed, and to say what it is. */
export async function consume(parts: DeliveryContext, { job, started, signal }: DeliveryPart): Promise<Json> {
  const { ctx, consumer, waiters } = parts;
  const transfer = (await started)[0]!;
  const { pid, party } = transfer;
  const place = { folder: consumer.folder, transferId: pid };
  const look = async () => {
    const { received, size } = (await consumer.store.incoming.find(pid)) ?? {};
    return size === undefined
      ? undefined
      : ({ done: received ?? 0, total: size, direction: 'received' } as const);
  };
  try {
    await whileMoving(ctx, { job, peer: party, look }, () => waiters.wait(pid, signal));
    return (await kept(parts, job, transfer)) as unknown as Json;
  } catch (error) {
    await discardLanded(place);
    throw error;
  } finally {
    waiters.forget(pid);
  }
}

async function kept(
  parts: DeliveryContext,
  job: Body<'job'>,
  transfer: JobTransfer,
): Promise<DeliveryResult> {
  const { ctx, consumer, store } = parts;
  const { pid } = transfer;
  const path = landedPath({ folder: consumer.folder, transferId: pid });
  const { rows, bytes, sha256 } = await reckon(createReadStream(path, { highWaterMark: 1 << 20 }));
  const delivered =
    (await deliveredBy(parts, pid)) ?? fail('job.over', 'This attempt of the delivery is over.');
  await logDelivery(ctx, { ...delivered, transfer }, sha256);
  const days = limitOf(delivered.contract.body, 'retention_days');
  const keepUntilMs = days === undefined ? null : ctx.clock.nowMs() + days * dayMs;
  await store.landed({ transfer: pid, job: job.job, bytes, keepUntilMs });
  return { way: deliveryPlanOf(job)!.way, rows, bytes, sha256 };
}
