export { handOver } from './hand-over.ts';
export type { CaseEffect, CaseNotice, CasePort } from './port.ts';
export { migrateQueue, retryJob, type StuckJob, stuckJobs } from './queue.ts';
export { type CaseWork, runCases } from './run-cases.ts';
