import type { CasesContext } from '@finharbor/cases';
import type { Clock, Random } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Kysely, Transaction } from 'kysely';
import type { SandboxTables } from './database.gen.ts';

/** The register's tables. */
export type Db = Kysely<SandboxTables>;
export type Tx = Transaction<SandboxTables>;

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
