export type { CaseEffect, CaseNotice, CasePort } from './port.ts';
export { graphileQueue, migrateQueue, retryJob, type StuckJob, stuckJobs } from './queue.ts';
export { type CaseWork, runCases } from './run-cases.ts';
