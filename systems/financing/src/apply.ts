import { type SignedDocument, verifyDocument } from '@finharbor/access';
import {
  type Clock,
  FinharborError,
  fail,
  type IdSource,
  type Json,
  type PublicKey,
} from '@finharbor/kernel';
import { type Application, decide, type LoanTerms, type Score } from './domain.ts';
import { applicationSchema } from './schemas.ts';
import type { FinancingStore, LoanProduct, StoredApplication } from './store.ts';

/** What the lender's book needs of the data harbor; the server hands it over. */
export type ScoringPort = {
  /** The key a registrar has vouched for, or undefined. */
  readonly firmKey: (uscc: string) => Promise<PublicKey | undefined>;
  readonly start: (request: ScoreRequest) => Promise<{ readonly jobId: string }>;
  /** Has the job scored again after a failure. */
  readonly again: (jobId: string) => Promise<void>;
};
export type ScoreRequest = {
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
 * Errors: `application.bad_signature`, `application.malformed`, `loan.not_found`, `application.amount_too_high`.
 */
export async function apply(ctx: FinancingContext, doc: SignedDocument): Promise<StoredApplication> {
  const application = await readApplication(ctx, doc);
  const product = await ctx.store.product(application.product);
  if (!product) fail('loan.not_found', 'There is no such loan product.');
  if (Number(application.amount) > Number(product.terms.mostAmount))
    throw new FinharborError({
      code: 'application.amount_too_high',
      publicMessage: `At most ${product.terms.mostAmount} ${product.terms.currency} can be asked for.`,
      fields: [{ pointer: '/body/amount', detail: 'too high' }],
    });
  const received = await ctx.store.receive(application, doc as unknown as Json);
  if (received === 'received') await score(ctx, application, product);
  return found(ctx, application.application);
}

/** Has an application scored that could not be scored before, under the same job. Errors: `application.not_rerunnable`. */
export async function scoreAgain(ctx: FinancingContext, id: string): Promise<StoredApplication> {
  const stored = await found(ctx, id);
  if (stored.status !== 'not_scored')
    fail('application.not_rerunnable', 'Only an application that could not be scored can be scored again.');
  const product = await ctx.store.product(stored.application.product);
  if (stored.jobId === null) await score(ctx, stored.application, product!);
  else {
    await ctx.store.scoring(id, stored.jobId);
    await ctx.scoring.again(stored.jobId);
  }
  return found(ctx, id);
}

/** Called when a score has come in: decides by the product's rule and writes the decision down. */
export async function onScored(ctx: FinancingContext, jobId: string, score: Score): Promise<void> {
  const stored = await ctx.store.byJob(jobId);
  if (stored?.status !== 'scoring') return;
  const product = await ctx.store.product(stored.application.product);
  await ctx.store.decided(stored.id, decide(product!.terms, stored.application, score));
}

/** Called when a score could not be had; the reason is the refusing party's own. */
export async function onNotScored(
  ctx: FinancingContext,
  jobId: string,
  why: { code: string; message: string },
): Promise<void> {
  const stored = await ctx.store.byJob(jobId);
  if (stored?.status === 'scoring') await ctx.store.decided(stored.id, { kind: 'not_scored', ...why });
}

async function score(ctx: FinancingContext, application: Application, product: LoanProduct): Promise<void> {
  try {
    const { jobId } = await ctx.scoring.start({
      contract: product.terms.scoringContract,
      model: product.terms.model,
      subject: application.uscc,
      consent: application.consent,
      ownRow: application.columns,
    });
    await ctx.store.scoring(application.application, jobId);
  } catch (error) {
    if (!(error instanceof FinharborError)) throw error;
    const { code, publicMessage: message } = error;
    await ctx.store.decided(application.application, { kind: 'not_scored', code, message });
  }
}

async function readApplication(ctx: FinancingContext, doc: SignedDocument): Promise<Application> {
  const read = applicationSchema.safeParse(doc.body);
  if (doc.type !== 'application' || !read.success)
    throw new FinharborError({
      code: 'application.malformed',
      publicMessage: 'The application has fields that cannot be accepted.',
      fields: (read.error?.issues ?? []).map(({ path, message }) => ({
        pointer: `/body/${path.join('/')}`,
        detail: message,
      })),
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
