export { complaint } from './complaint.ts';
export { objection } from './objection.ts';
