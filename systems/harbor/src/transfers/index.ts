export { transferBehaviour } from './behaviour.ts';
export { computationPlane } from './computation.ts';
export type { TransferContext } from './context.ts';
export { type JobTransfers, openJobTransfers } from './job-transfers.ts';
export type { JobPart, JobPlane } from './plane.ts';
export { transferLinks } from './store.ts';
