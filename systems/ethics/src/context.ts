import type { CasesContext, CasesTables } from '@finharbor/cases';
import type { Clock, PublicKey } from '@finharbor/kernel';
import type { Printer, RateLimit } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { EthicsTables } from './database.gen.ts';

/** The tables the committee's work is kept in, beside those of cases. */
export type Tables = EthicsTables & CasesTables;

/** What the ethics committee needs of the process around it; the server hands it over. */
export type EthicsContext = {
  readonly db: Kysely<Tables>;
  readonly cases: CasesContext;
  readonly clock: Clock;
  /** The party at which the committee sits. */
  readonly office: string;
  /** The key a party signs with; undefined where none is known here. */
  readonly keyOf: (party: string) => Promise<PublicKey | undefined>;
  /** An account, by its sign-in name or its id; undefined where there is none. */
  readonly accountOf: (
    nameOrId: string,
  ) => Promise<{ readonly id: string; readonly party: string } | undefined>;
  /** Bounds what comes without an account: reports, and asking after them. */
  readonly rates: { readonly write: RateLimit; readonly follow: RateLimit };
  readonly printer: Printer;
};
