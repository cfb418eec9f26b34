import type { Connector } from '@finharbor/dataspace';
import type { JobWatch } from '../job-watch.ts';
import type { NegotiatorContext } from '../negotiation/context.ts';
import type { JobRunner } from '../run-job.ts';
import type { JobPlane } from './plane.ts';
import type { TransferLinks } from './store.ts';

/** What a node's transfers of jobs work with. */
export type TransferContext = Pick<NegotiatorContext, 'ctx' | 'parties'> & {
  readonly links: TransferLinks;
  readonly planes: readonly JobPlane[];
  /** Told at each step of a job's transfers. */
  readonly steps: Pick<JobWatch, 'next' | 'tell'>;
  readonly runner: Pick<JobRunner, 'end' | 'endUnder'>;
  /** How long the other side's connector may take before a job that waits for it ends. */
  readonly patienceMs: number;
};

/** The same, once the connector is open. */
export type OpenTransfers = TransferContext & {
  readonly connector: Connector;
  /** Transfers that this process has begun to end: their other side may still have to hear it, and is told once. */
  readonly ending: Set<string>;
};
