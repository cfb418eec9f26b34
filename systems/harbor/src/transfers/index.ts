export { transferBehaviour } from './behaviour.ts';
export { computationPlane } from './computation.ts';
export type { OpenTransfers, TransferContext } from './context.ts';
export { type JobTransfers, openJobTransfers } from './job-transfers.ts';
export { addressFor, computationEndpoint, jobNamedBy, type NamedJob } from './named.ts';
export type { JobPart, JobPlane, JobTransfer } from './plane.ts';
export { type TransferLinks, transferLinks } from './store.ts';
