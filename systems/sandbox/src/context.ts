import type { CasesContext, CasesTables } from '@finharbor/cases';
import type { Clock, Random } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Kysely, Transaction } from 'kysely';
import type { SandboxTables } from './database.gen.ts';

type Tables = SandboxTables & CasesTables;

/** The register's tables, beside those of cases. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** What somebody is told of a project. */
export type PilotNotice = {
  readonly key: string;
  readonly kind: 'pilot.stage' | 'pilot.alert';
  readonly to: { readonly party: string; readonly role: string } | { readonly account: string };
  readonly number: string;
  readonly title: Bilingual;
};

/** What the innovation pilot is done with. */
export type SandboxContext = {
  readonly db: Db;
  /** Its cases: those of its own procedures among them. */
  readonly cases: CasesContext;
  readonly clock: Clock;
  readonly random: Random;
  readonly tell: (notice: PilotNotice) => Promise<void>;
};
