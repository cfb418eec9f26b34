import type { CaseFiles, CasesContext, CasesTables, Person } from '@finharbor/cases';
import type { SigningKey } from '@finharbor/kernel';
import type { Printer } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { CaseworkTables } from './database.gen.ts';

/** The tables that casework reads. */
export type Tables = CasesTables & CaseworkTables;

/** Somebody who has an account here, and what people call them. */
export type KnownPerson = Person & { readonly name: string };

/** What casework is done with. */
export type CaseworkContext = {
  /** All procedures of this process, and what their cases are kept with. */
  readonly cases: CasesContext;
  /** The bytes of what is attached to them. */
  readonly files: CaseFiles;
  readonly db: Kysely<Tables>;
  /** Who an account is, with the roles in force; undefined where there is none. */
  readonly personOf: (account: string) => Promise<KnownPerson | undefined>;
  /** Letters are printed in its name. */
  readonly printer: Printer;
  /** Exports are signed by it. */
  readonly signer: { readonly party: string; readonly key: SigningKey };
};
