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

export type LoanProduct = { readonly id: string; readonly terms: LoanTerms };

/** What a lender keeps. */
export type FinancingStore = {
  readonly addProduct: (product: LoanProduct) => Promise<void>;
  readonly products: () => Promise<readonly LoanProduct[]>;
  readonly product: (id: string) => Promise<LoanProduct | undefined>;
  /** Idempotent by the application's own id. */
  readonly receive: (application: Application, signed: Json) => Promise<'received' | 'already_received'>;
  readonly application: (id: string) => Promise<StoredApplication | undefined>;
  readonly byJob: (jobId: string) => Promise<StoredApplication | undefined>;
  readonly applications: (limit: number) => Promise<readonly StoredApplication[]>;
  /** Received or being scored, oldest first. */
  readonly unsettled: () => Promise<readonly StoredApplication[]>;
  readonly scoring: (id: string, jobId: string) => Promise<void>;
  readonly decided: (id: string, decision: Decision | NotScored) => Promise<void>;
};
