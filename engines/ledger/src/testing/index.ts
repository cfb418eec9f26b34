export { type AuditedEntry, auditJournal, type Sent, sumUp } from './audit.ts';
export type { ModelAccount } from './model.ts';
