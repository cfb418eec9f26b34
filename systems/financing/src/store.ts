import type { Json } from '@finharbor/kernel';
import type { Application, Decision, LoanTerms } from './domain.ts';

export type ApplicationStatus = 'received' | 'scoring' | 'offered' | 'refused' | 'not_scored';

/** An application as the lender keeps it. */
export type StoredApplication = {
  readonly id: string;
  readonly status: ApplicationStatus;
  readonly application: Application;
  readonly jobId: string | null;
  readonly decision: Decision | NotScored | null;
  readonly receivedAtMs: number;
  readonly decidedAtMs: number | null;
};

/** Why an application could not be scored, in the words of whoever refused. */
export type NotScored = { readonly kind: 'not_scored'; readonly code: string; readonly message: string };

/** A loan as it stands in the lender's list; its terms never change under one id. */
export type LoanProduct = { readonly id: string; readonly terms: LoanTerms };

/** What a lender keeps. */
export type FinancingStore = {
  readonly addProduct: (product: LoanProduct) => Promise<void>;
  readonly products: () => Promise<readonly LoanProduct[]>;
  readonly product: (id: string) => Promise<LoanProduct | undefined>;
  /** Idempotent by the application's own id; `id_taken` where another document bears that id. */
  readonly receive: (application: Application, signed: Json) => Promise<Receipt>;
  readonly application: (id: string) => Promise<StoredApplication | undefined>;
  readonly byJob: (jobId: string) => Promise<StoredApplication | undefined>;
  readonly applications: (limit: number) => Promise<readonly StoredApplication[]>;
  /** One firm's, newest first. */
  readonly applicationsOf: (uscc: string, limit: number) => Promise<readonly StoredApplication[]>;
  /** Received or being scored, oldest first. */
  readonly unsettled: () => Promise<readonly StoredApplication[]>;
  /** Has the application scored by a job: the one it bears already, else the given one. Returns which; undefined where it is decided. */
  readonly scoring: (id: string, jobId: string) => Promise<string | undefined>;
  /** Decides an application that is being scored; any other is left as it is. */
  readonly decided: (id: string, decision: Decision | NotScored) => Promise<void>;
};

/** What became of an application that came in. */
export type Receipt = 'received' | 'already_received' | 'id_taken';
