import type { CaseFiles, CasesContext, CasesTables, Person, StoredCase } from '@finharbor/cases';
import type { SigningKey } from '@finharbor/kernel';
import type { Bilingual, Printer, RateLimit } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { CaseworkTables } from './database.gen.ts';

/** The tables that casework reads. */
export type Tables = CasesTables & CaseworkTables;

/** Somebody who has an account here, and what people call them. */
export type KnownPerson = Person & { readonly name: string };

/** Whether these accounts can be the panel of a case, and why not. */
export type PanelRule = (panel: {
  readonly stored: StoredCase;
  readonly accounts: readonly string[];
}) => Promise<Bilingual | undefined>;

/** Is told of a step before it is taken, by somebody for whom the case is there. */
export type BeforeStep = (wanted: { readonly stored: StoredCase; readonly step: string }) => Promise<void>;

/** What anybody may file without an account: procedures with their first step, and how much of it is taken. */
export type WithoutAccount = {
  readonly procedures: readonly { readonly procedure: string; readonly step: string }[];
  readonly rates: { readonly write: RateLimit; readonly follow: RateLimit };
};

/** What casework is done with. */
export type CaseworkContext = {
  /** All procedures of this process, and what their cases are kept with. */
  readonly cases: CasesContext;
  /** The bytes of what is attached to them. */
  readonly files: CaseFiles;
  readonly db: Kysely<Tables>;
  /** Who an account is, with the roles in force; undefined where there is none. */
  readonly personOf: (account: string) => Promise<KnownPerson | undefined>;
  /** Whose account a login is; undefined where it is nobody's. */
  readonly accountOf: (login: string) => Promise<string | undefined>;
  /** What the system of a procedure has against a panel, besides what goes for any; undefined where it has nothing. */
  readonly panelFault?: PanelRule;
  /** What the system of a procedure has to have done before a step is taken; it may be done for nothing, and repeated. */
  readonly beforeStep?: BeforeStep;
  /** Letters are printed in its name. */
  readonly printer: Printer;
  /** Exports are signed by it. */
  readonly signer: { readonly party: string; readonly key: SigningKey };
};
