import { type SignedDocument, verifyDocument } from '@finharbor/access';
import {
  type Clock,
  FinharborError,
  fail,
  type IdSource,
  type Json,
  type PublicKey,
} from '@finharbor/kernel';
import {
  type Application,
  decide,
  faultyColumns,
  judgeAmount,
  type LoanTerms,
  type Score,
} from './domain.ts';
import { applicationSchema } from './schemas.ts';
import type { FinancingStore, LoanProduct, StoredApplication } from './store.ts';

/** What the lender's book needs of the data harbor; the server hands it over. */
export type ScoringPort = {
  /** The key a registrar has vouched for, or undefined. */
  readonly firmKey: (uscc: string) => Promise<PublicKey | undefined>;
  /** Starts the job under the given id; the caller has written that id down before. */
  readonly start: (request: ScoreRequest) => Promise<void>;
  /** Has the job run again after a failure. */
  readonly again: (jobId: string) => Promise<void>;
  readonly outcome: (jobId: string) => Promise<ScoreOutcome>;
  /** The signed contract applications are scored under, to be shown to the firm that is to consent. */
  readonly contract: (id: string) => Promise<SignedDocument | undefined>;
};
/** How a scoring job stands; `absent` where it was never started. */
export type ScoreOutcome =
  | { readonly kind: 'running' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'scored'; readonly score: Score }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };
/** What a scoring job is asked to do: the firm, its consent, and the lender's own columns about it. */
export type ScoreRequest = {
  readonly jobId: string;
  readonly contract: string;
  readonly model: string;
  readonly subject: string;
  readonly consent: string;
  readonly ownRow: Application['columns'];
};

/** Everything the financing system works with. */
export type FinancingContext = {
  readonly store: FinancingStore;
  readonly scoring: ScoringPort;
  readonly clock: Clock;
  readonly newId: IdSource;
};

/** Publishes a loan product with the rule it is decided by. */
export async function publishLoan(ctx: FinancingContext, terms: LoanTerms): Promise<LoanProduct> {
  const product = { id: ctx.newId(), terms };
  await ctx.store.addProduct(product);
  return product;
}

/**
 * Takes a firm's application, signed by the firm's own key, and has it scored at once. Idempotent by the application's id.
 * Errors: `application.bad_signature`, `application.malformed`, `loan.not_found`, `application.amount_too_high`,
 * `application.id_taken`.
 */
export async function apply(ctx: FinancingContext, doc: SignedDocument): Promise<StoredApplication> {
  const application = await readApplication(ctx, doc);
  const product = await ctx.store.product(application.product);
  if (!product) fail('loan.not_found', 'There is no such loan product.');
  demandAmount(product.terms, application.amount);
  demandColumns(product.terms, application.columns);
  const received = await ctx.store.receive(application, doc as unknown as Json);
  if (received === 'id_taken')
    fail('application.id_taken', 'Another application bears this id; sign the application under a new one.');
  if (received === 'received') await score(ctx, application);
  return found(ctx, application.application);
}

/** Has an application scored that could not be scored before, under the same job. Errors: `application.not_rerunnable`. */
export async function scoreAgain(ctx: FinancingContext, id: string): Promise<StoredApplication> {
  const stored = await found(ctx, id);
  if (stored.status !== 'not_scored')
    fail('application.not_rerunnable', 'Only an application that could not be scored can be scored again.');
  await score(ctx, stored.application);
  return found(ctx, id);
}

/** Called when a scoring job has ended: decides by the product's rule, or writes down in the refusing party's words why it cannot. */
export async function settle(ctx: FinancingContext, jobId: string): Promise<void> {
  const stored = await ctx.store.byJob(jobId);
  if (stored?.status !== 'scoring') return;
  const outcome = await ctx.scoring.outcome(jobId);
  if (outcome.kind === 'running') return;
  if (outcome.kind === 'absent')
    return orNotScored(ctx, stored.id, () => start(ctx, stored.application, jobId));
  if (outcome.kind === 'failed') {
    const { code, message } = outcome;
    return ctx.store.decided(stored.id, { kind: 'not_scored', code, message });
  }
  const product = await ctx.store.product(stored.application.product);
  await ctx.store.decided(stored.id, decide(product!.terms, stored.application, outcome.score));
}

/** Takes up what a killed process left behind. */
export async function settleAll(ctx: FinancingContext): Promise<void> {
  for (const stored of await ctx.store.unsettled()) {
    if (stored.jobId === null) await score(ctx, stored.application);
    else await settle(ctx, stored.jobId);
  }
}

/** The job's id is written down before the job begins: one application is scored by one job, which takes one use. */
async function score(ctx: FinancingContext, application: Application): Promise<void> {
  const { application: id } = application;
  const jobId = await ctx.store.scoring(id, ctx.newId());
  if (jobId === undefined) return;
  const { kind } = await ctx.scoring.outcome(jobId);
  if (kind === 'absent') await orNotScored(ctx, id, () => start(ctx, application, jobId));
  if (kind === 'failed') await orNotScored(ctx, id, () => ctx.scoring.again(jobId));
  if (kind === 'scored') await settle(ctx, jobId);
}

async function start(ctx: FinancingContext, application: Application, jobId: string): Promise<void> {
  const product = await ctx.store.product(application.product);
  await ctx.scoring.start({
    jobId,
    contract: product!.terms.scoringContract,
    model: product!.terms.model,
    subject: application.uscc,
    consent: application.consent,
    ownRow: application.columns,
  });
}

/** Writes down why an application could not be scored where the data harbor refuses. */
async function orNotScored(ctx: FinancingContext, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FinharborError)) throw error;
    const { code, publicMessage: message } = error;
    await ctx.store.decided(id, { kind: 'not_scored', code, message });
  }
}

function demandAmount(terms: LoanTerms, amount: string): void {
  const wrong = (code: string, publicMessage: string, detail: string): never => {
    throw new FinharborError({ code, publicMessage, fields: [{ pointer: '/body/amount', detail }] });
  };
  let judged: ReturnType<typeof judgeAmount> | undefined;
  try {
    judged = judgeAmount(terms, amount);
  } catch {
    wrong('application.malformed', `Write the amount with the decimals of ${terms.currency}.`, 'too precise');
  }
  if (judged === 'not_positive') wrong('application.malformed', 'Ask for an amount above 0.', 'not above 0');
  if (judged === 'too_high')
    wrong(
      'application.amount_too_high',
      `At most ${terms.mostAmount} ${terms.currency} can be asked for.`,
      'too high',
    );
}

function demandColumns({ asks }: LoanTerms, columns: Application['columns']): void {
  const faults = asks === undefined ? [] : faultyColumns(asks, columns);
  if (faults.length > 0)
    throw new FinharborError({
      code: 'application.malformed',
      publicMessage: 'What the firm states of itself is not what the product asks for.',
      fields: faults.map(({ name, detail }) => ({ pointer: `/body/columns/${name}`, detail })),
    });
}

async function readApplication(ctx: FinancingContext, doc: SignedDocument): Promise<Application> {
  const read = applicationSchema.safeParse(doc.body);
  if (doc.type !== 'application' || !read.success)
    throw new FinharborError({
      code: 'application.malformed',
      publicMessage: 'The application has fields that cannot be accepted.',
      fields: [
        ...(doc.type === 'application' ? [] : [{ pointer: '/type', detail: 'not an application' }]),
        ...(read.error?.issues ?? []).map(({ path, message }) => ({
          pointer: ['/body', ...path].join('/'),
          detail: message,
        })),
      ],
    });
  const key = await ctx.scoring.firmKey(read.data.uscc);
  const checked = verifyDocument(doc, (issuer) => (issuer === `firm:${read.data.uscc}` ? key : undefined));
  if (checked.kind === 'refused')
    fail('application.bad_signature', "The application is not signed by the firm's registered key.");
  return read.data;
}

async function found(ctx: FinancingContext, id: string): Promise<StoredApplication> {
  return (await ctx.store.application(id)) ?? fail('application.not_found', 'There is no such application.');
}
