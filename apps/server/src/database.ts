import type { AccessTables } from '@finharbor/access';
import type { BookkeepingTables } from '@finharbor/bookkeeping';
import type { CasesTables } from '@finharbor/cases';
import type { CaseworkTables } from '@finharbor/casework';
import type { CredentialsTables } from '@finharbor/credentials';
import type { DataspaceTables } from '@finharbor/dataspace';
import type { DeskTables } from '@finharbor/desk';
import type { EthicsTables } from '@finharbor/ethics';
import type { FinancingTables } from '@finharbor/financing';
import type { HarborTables } from '@finharbor/harbor';
import { type Database, type KernelTables, openDatabase } from '@finharbor/kernel/database';
import type { LedgerTables } from '@finharbor/ledger';
import type { SandboxTables } from '@finharbor/sandbox';
import type { YuanTables } from '@finharbor/yuan';
import type { Kysely } from 'kysely';

/** All tables of a process's database. */
export type ServerTables = KernelTables &
  AccessTables &
  HarborTables &
  DataspaceTables &
  FinancingTables &
  DeskTables &
  LedgerTables &
  BookkeepingTables &
  YuanTables &
  CasesTables &
  CaseworkTables &
  CredentialsTables &
  EthicsTables &
  SandboxTables;

/** Opens a process's own database. */
export function openServerDatabase(url: string, name: string): Database<ServerTables> {
  return openDatabase<ServerTables>(url, { maxConnections: 12, applicationName: `finharbor-${name}` });
}

/** The same database as one package sees it: Kysely's types know no subset of tables, the database does. */
export function tablesOf<Tables>(db: Kysely<ServerTables>): Kysely<Tables> {
  return db as unknown as Kysely<Tables>;
}
