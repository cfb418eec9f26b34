export { type Log, type LogOptions, openLog, type Receipt } from './log.ts';
export * from './verify.ts';
export type { Appended, NewEntry } from './writer.ts';
