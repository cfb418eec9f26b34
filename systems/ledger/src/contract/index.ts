export type { NewLedgerAccount } from '../account-routes.ts';
export type {
  AccountEntry,
  AccountFlag,
  Code,
  FoundTransfer,
  LedgerAccount,
  LedgerTransfer,
  SentTransfer,
  Side,
  Sums,
  TransferFile,
  TransferFlag,
  TransferState,
  TrialRow,
  Unit,
} from '../domain.ts';
export { ledgerErrors } from '../errors.ts';
export { statusWords } from '../status-words.ts';
export type { Pulse } from '../throughput.ts';
export type { NewLedgerTransfer } from '../transfer-routes.ts';
export { ledgerRoutes } from './routes.ts';
