import type { Chore } from '../work.ts';
import { checkUploaded } from './check.ts';
import { runApproved } from './run.ts';
import { payWaiting } from './waiting.ts';

/** What special funds do by themselves. */
export const fundChores: readonly Chore[] = [
  { event: 'yuan.fund_files_not_checked', everyMs: 1_000, work: checkUploaded },
  { event: 'yuan.fund_batches_not_run', everyMs: 1_000, work: runApproved },
  { event: 'yuan.fund_claims_not_paid', everyMs: 5_000, work: payWaiting },
];
