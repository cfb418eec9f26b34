export { type AuditedEntry, judgeAgain, type Sent, sumUp } from './audit.ts';
export type { ModelAccount } from './model.ts';
