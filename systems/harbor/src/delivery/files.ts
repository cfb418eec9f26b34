import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { landedPath } from '@finharbor/dataspace/planes';
import { fail } from '@finharbor/kernel';
import type { FileStream } from '@finharbor/kernel/contract';
import type { Body } from '../documents.ts';
import type { Job } from '../store.ts';
import type { DeliveryContext } from './context.ts';
import type { DeliveryView } from './contract.ts';
import type { DeliveryRow } from './store.ts';

/** What people read of deliveries at a node. */
export type DeliveredFiles = {
  /** Errors: `job.not_found`, `delivery.none`. */
  readonly view: (job: string) => Promise<DeliveryView>;
  /** Errors: `job.not_found`, `job.not_done`, `delivery.none`, `delivery.deleted`. */
  readonly open: (job: string) => Promise<FileStream>;
};

/** Reads what deliveries have brought to a node, and how much has left it. */
export function deliveredFiles(parts: DeliveryContext): DeliveredFiles {
  return {
    async view(job) {
      if (!isOwn(parts, await jobAt(parts, job))) return leftBy(parts, job);
      const { transfer: _transfer, ...view } = await landedBy(parts, job);
      return view;
    },
    async open(id) {
      const job = await jobAt(parts, id);
      if (job.status !== 'done') fail('job.not_done', 'The delivery is not done yet.');
      if (!isOwn(parts, job)) fail('delivery.none', 'This party has delivered the rows; none came to it.');
      const row = await landedBy(parts, id);
      if (row.deletedAtMs !== null)
        fail('delivery.deleted', 'The time for which the rows may be kept is over.');
      const path = landedPath({ folder: parts.consumer.folder, transferId: row.transfer });
      const { size } = await stat(path).catch((cause: unknown) =>
        fail('delivery.none', 'The file is not on this machine any more.', cause),
      );
      return { size, bytes: createReadStream(path, { highWaterMark: 1 << 18 }) };
    },
  };
}

async function jobAt({ ctx }: DeliveryContext, id: string): Promise<Job> {
  return (await ctx.store.jobs.get(id)) ?? fail('job.not_found', 'There is no such job at this node.');
}

function isOwn({ ctx }: DeliveryContext, { request }: Job): boolean {
  return (request as unknown as Body<'job'>).roster[0] === ctx.party;
}

async function landedBy({ store }: DeliveryContext, job: string): Promise<DeliveryRow> {
  return (await store.ofJob(job)) ?? fail('delivery.none', 'Nothing has been delivered by this job.');
}

async function leftBy({ links, provider }: DeliveryContext, job: string): Promise<DeliveryView> {
  const [latest] = await links.ofJob(job);
  const outgoing = latest && (await provider.store.outgoing.find(latest.pid));
  if (!outgoing) return fail('delivery.none', 'Nothing has been delivered by this job.');
  return { bytes: outgoing.servedBytes, keepUntilMs: null, deletedAtMs: null };
}
