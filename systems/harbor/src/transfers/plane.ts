import type { DataAddress, Reason, Transfer } from '@finharbor/dataspace';
import type { DataPlane } from '@finharbor/dataspace/planes';
import type { Json } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Body } from '../documents.ts';
import type { Row } from '../store.ts';

/** A transfer of a job: of which product, and the party on its other side. */
export type JobTransfer = Transfer & { readonly party: string; readonly product: string };

/** A party's part in one attempt of a job. */
export type JobPart = {
  readonly ctx: NodeContext;
  readonly job: Body<'job'>;
  readonly ownRow: Row | null;
  /**
   * Those that carry it, at a provider of its own products alone, once all have started: no data is used before. Where the consumer
   * has to wait for them, it may meet the others meanwhile. Rejects where a provider refuses.
   */
  readonly started: Promise<readonly JobTransfer[]>;
  readonly signal: AbortSignal;
};

/** One way in which jobs use data: a format of transfers, what opens and closes it at either side, and what a party does meanwhile. */
export type JobPlane = {
  readonly format: string;
  readonly provider: DataPlane;
  readonly consumer: DataPlane;
  readonly carries: (job: Body<'job'>) => boolean;
  /** Where the consumer wants data sent to; goes with the request. Left out where it fetches, or where none is sent. */
  readonly inbox?: (transfer: Pick<Transfer, 'pid' | 'peer' | 'agreementId'>) => Promise<DataAddress>;
  /** How long a provider may take to prepare, once its connector has answered; no longer than to answer where left out. */
  readonly prepareMs?: number;
  /** Why the other side may not suspend it; left out where it may. */
  readonly unsuspendable?: Reason;
  /** This party's part; its result is the job's here. What it throws ends the job with that code. */
  readonly run: (part: JobPart) => Promise<Json>;
};

/** The plane of a job; undefined where this node knows none. */
export function planeFor(planes: readonly JobPlane[], job: Body<'job'>): JobPlane | undefined {
  return planes.find(({ carries }) => carries(job));
}
