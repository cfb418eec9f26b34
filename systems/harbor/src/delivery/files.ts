import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { landedPath } from '@finharbor/dataspace/planes';
import { fail } from '@finharbor/kernel';
import type { FileStream } from '@finharbor/kernel/contract';
import type { NodeContext } from '../context.ts';
import type { DeliveryView } from './contract.ts';
import type { DeliveryRow, DeliveryStore } from './store.ts';

/** What people read of deliveries at a node. */
export type DeliveredFiles = {
  /** Errors: `job.not_found`, `delivery.none`. */
  readonly view: (job: string) => Promise<DeliveryView>;
  /** Errors: `job.not_found`, `job.not_done`, `delivery.none`, `delivery.deleted`. */
  readonly open: (job: string) => Promise<FileStream>;
};

/** Reads what deliveries have brought to a node, from the folder in which it lands. */
export function deliveredFiles(
  ctx: Pick<NodeContext, 'store' | 'party'>,
  { store, folder }: { readonly store: Pick<DeliveryStore, 'ofJob'>; readonly folder: string },
): DeliveredFiles {
  const found = async (job: string): Promise<DeliveryRow> => {
    if (!(await ctx.store.jobs.get(job))) fail('job.not_found', 'There is no such job at this node.');
    return (await store.ofJob(job)) ?? fail('delivery.none', 'Nothing has been delivered by this job.');
  };
  return {
    async view(job) {
      const { transfer: _transfer, ...view } = await found(job);
      return view;
    },
    async open(job) {
      const known = await ctx.store.jobs.get(job);
      if (known && known.status !== 'done') fail('job.not_done', 'The delivery is not done yet.');
      const row = await found(job);
      const { roster } = known!.request as unknown as { readonly roster: readonly string[] };
      if (roster[0] !== ctx.party)
        fail('delivery.none', 'This party has delivered the rows; none came to it.');
      if (row.deletedAtMs !== null)
        fail('delivery.deleted', 'The time for which the rows may be kept is over.');
      const path = landedPath({ folder, transferId: row.transfer });
      const { size } = await stat(path).catch((cause: unknown) =>
        fail('delivery.none', 'The file is not on this machine any more.', cause),
      );
      return { size, bytes: createReadStream(path, { highWaterMark: 1 << 18 }) };
    },
  };
}
