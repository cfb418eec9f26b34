export { openSqlLedger, type SqlLedgerOptions } from './open.ts';
