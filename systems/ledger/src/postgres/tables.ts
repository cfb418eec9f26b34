import type { LedgerTables } from '@finharbor/ledger';
import type { BookkeepingTables } from '../database.gen.ts';

/** The ledger's own tables and those of what people call its numbers. */
export type Tables = LedgerTables & BookkeepingTables;
