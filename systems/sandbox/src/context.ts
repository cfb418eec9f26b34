import type { CasesContext, CasesTables } from '@finharbor/cases';
import type { Clock, Random } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { RateLimit } from '@finharbor/kernel/http';
import type { Kysely, Transaction } from 'kysely';
import type { SandboxTables } from './database.gen.ts';

/** The register's tables, beside those of cases. */
export type Tables = SandboxTables & CasesTables;

/** Where they are. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** What somebody is told of a project. */
export type PilotNotice = {
  readonly key: string;
  readonly kind: 'pilot.stage' | 'pilot.alert' | 'pilot.report' | 'pilot.followed';
  readonly to: { readonly party: string; readonly role: string } | { readonly account: string };
  readonly number: string;
  readonly title: Bilingual;
};

/** What the harbor has on file of a contract. */
export type ContractOnFile = {
  /** `in_force` is live. */
  readonly state: string;
  /** Null where the contract names no number. */
  readonly usesAllowed: number | null;
  readonly usesMade: number;
  readonly lastUseAtMs: number | null;
};

/** What the innovation pilot is done with. */
export type SandboxContext = {
  readonly db: Db;
  /** Its cases: those of its own procedures among them. */
  readonly cases: CasesContext;
  readonly clock: Clock;
  readonly random: Random;
  readonly tell: (notice: PilotNotice) => Promise<void>;
  /** What the harbor has at this moment of a contract that a project names; undefined where it knows none. */
  readonly contractOnFile: (contract: string) => Promise<ContractOnFile | undefined>;
  /** What anybody may write, and how often a complaint may be asked after. */
  readonly rates: { readonly write: RateLimit; readonly follow: RateLimit };
};
