import { signDocument } from '@finharbor/access';
import { fail, instantText, type Json } from '@finharbor/kernel';
import { checkedBody } from '../admit-document.ts';
import type { Bodies, Verified } from '../documents.ts';
import type { Board } from '../hub/board.ts';
import type { HubContext } from '../hub/context.ts';
import type { LifeBodies } from './documents.ts';
import type { AnswerDraft, ChangeDraft, ReviewDraft } from './drafts.ts';
import { productLife } from './listing.ts';
import { nextChange } from './next-change.ts';
import { lifeFileOf, newestOf, newestVersion, rightsFileOf } from './read.ts';
import { mayList } from './review.ts';
import { mayRegister } from './rights/may-register.ts';
import { registrationReasons } from './rights/reasons.ts';
import { type Entry, type RightsTerms, rightsRegister } from './rights/register.ts';

/** What the registry works with: its key, and the board that its documents go on. */
export type Registry = { readonly ctx: HubContext; readonly board: Board };
type Issued = { readonly id: string };

const dayMs = 86_400_000;
/** The city's calendar: years of validity are counted by it. */
const zone = 'Asia/Shanghai';

/** By whose word rights and listings go here. */
export function termsAt({ party, clock }: Pick<HubContext, 'party' | 'clock'>): RightsTerms {
  return { registry: party, nowMs: clock.nowMs() };
}

/** Certifies a registration, or sends it back with what is to be mended. Errors: `rights.not_found`, `rights.decided`, `rights.own_matter`. */
export async function answerRegistration(at: Registry, id: string, draft: AnswerDraft): Promise<Issued> {
  const { registration, state, answer } = await entryAt(at, id);
  if (registration.issuer === at.ctx.party)
    fail('rights.own_matter', 'The registry does not certify its own rights.');
  if (answer?.body.decision === draft.decision) return answer;
  if (state !== 'submitted')
    fail('rights.decided', 'This registration has been answered, or has no standing.');
  const { product } = registration.body;
  const nowMs = at.ctx.clock.nowMs();
  const shared = { registration: id, product };
  if (draft.decision === 'returned') return issue(at, 'rights_certificate', { ...shared, ...draft });
  const noticeMs = nowMs + draft.noticeDays * dayMs;
  return issue(at, 'rights_certificate', {
    ...shared,
    decision: 'accepted',
    findings: [],
    // Its document id is a hash: ten digits of it are a number that nobody has to give out in turn.
    number: `DR-${instantText(nowMs).slice(0, 4)}-${id.slice(0, 10).toUpperCase()}`,
    noticeUntil: instantText(noticeMs),
    validUntil: yearsLater(noticeMs, draft.validYears),
  });
}

/** Decides on an objection after both sides have been heard. Errors: `rights.not_found`, `rights.decided`. */
export async function decideObjection(
  at: Registry,
  id: string,
  draft: Pick<LifeBodies['objection_decision'], 'decision' | 'reason'>,
): Promise<Issued> {
  const { ctx } = at;
  const [objection] = await ctx.store.documents.find('rights_registration', { id });
  const product = objection?.body.product;
  const register = product ? rightsRegister(await rightsFileOf(ctx, product), termsAt(ctx)) : [];
  const found = register.flatMap(({ objections }) => objections).find((one) => one.objection.id === id);
  if (!found) fail('rights.not_found', 'There is no such objection, or it came after the notice.');
  const before = found.decision;
  if (before?.body.decision === draft.decision) return before;
  if (before) fail('rights.decided', 'This objection has been decided.');
  return issue(at, 'objection_decision', { objection: id, product: product!, ...draft });
}

/** Revokes a certificate that should not have been given. Errors: `rights.not_found`, `rights.wrong_state`. */
export async function revokeCertificate(
  at: Registry,
  id: string,
  reason: Bodies['rights_registration']['basis'],
): Promise<Issued> {
  const { ctx } = at;
  const [certificate] = await ctx.store.documents.find('rights_certificate', { id });
  if (!certificate) fail('rights.not_found', 'There is no such certificate.');
  const { product } = certificate.body;
  const file = await rightsFileOf(ctx, product);
  const before = file.registrations.find(
    ({ issuer, body }) => issuer === ctx.party && body.kind === 'revocation' && body.certificate === id,
  );
  if (before) return before;
  const terms = termsAt(ctx);
  const asked = { kind: 'revocation', party: ctx.party, certificate: id } as const;
  const refusal = mayRegister(rightsRegister(file, terms), asked, terms);
  if (refusal) fail(refusal, registrationReasons[refusal]);
  return issue(at, 'rights_registration', {
    // The certificate's own entry has a number; a revocation is told by what it revokes.
    registration: registrationOf(file.registrations, certificate).body.registration,
    product,
    kind: 'revocation',
    certificate: id,
    rights: [],
    origin: 'collected',
    basis: reason,
    scope: reason,
    evidence: [],
    to: null,
  });
}

/**
 * Lists a version, or returns it with findings. Errors: `product.not_found`, `review.own_product`, `review.not_registered`,
 * `review.unmet`, `review.superseded`.
 */
export async function reviewProduct(at: Registry, version: string, draft: ReviewDraft): Promise<Issued> {
  const { ctx } = at;
  const [found] = await ctx.store.documents.find('product', { id: version });
  if (!found) fail('product.not_found', 'There is no such product in the catalogue.');
  const { issuer: holder, body } = found;
  if (holder === ctx.party) fail('review.own_product', 'Nobody reviews a product of its own party.');
  if ((await newestVersion(ctx, { holder, product: body.product })).id !== version)
    fail('review.superseded', 'The holder has published a newer version; review that one.');
  const file = await lifeFileOf(ctx, { holder, product: body.product });
  const { state, review } = productLife(file, version, termsAt(ctx));
  if (state === 'registration') fail('review.not_registered', 'Its holder’s rights are not in force yet.');
  if (draft.decision === 'listed' && !mayList(draft.level, draft.answers))
    fail('review.unmet', 'Every item is to be answered, none may be unmet, and core data is not listed.');
  if (state === 'listed' && review?.body.decision === draft.decision) return review;
  return issue(at, 'compliance_review', { product: body.product, holder, version, ...draft });
}

/** Suspends, resumes or withdraws a product as the operator. Errors: `product.not_found`, `product.not_suspended`, `product.withdrawn`. */
export async function changeListingAtHub(at: Registry, version: string, draft: ChangeDraft): Promise<Issued> {
  const { ctx } = at;
  const [found] = await ctx.store.documents.find('product', { id: version });
  if (!found) fail('product.not_found', 'There is no such product in the catalogue.');
  const { issuer: holder, body } = found;
  const changes = await ctx.store.documents.find('listing_change', { product: body.product });
  const next = nextChange({ changes, side: ctx.party, holder, product: body.product }, draft);
  return 'id' in next ? next : issue(at, 'listing_change', next);
}

/** From when on only listed products are newly contracted; the last word counts. */
export async function setListingRules(at: Registry, reviewedFrom: string): Promise<Issued> {
  const rules = await at.ctx.store.documents.find('listing_rules', { issuer: at.ctx.party });
  const last = newestOf(rules);
  return last?.body.reviewedFrom === reviewedFrom ? last : issue(at, 'listing_rules', { reviewedFrom });
}

function yearsLater(fromMs: number, years: number): string {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  return from.add({ years }).toInstant().toString();
}

async function entryAt({ ctx }: Registry, id: string): Promise<Entry> {
  const [registration] = await ctx.store.documents.find('rights_registration', { id });
  const product = registration?.body.product;
  const register = product ? rightsRegister(await rightsFileOf(ctx, product), termsAt(ctx)) : [];
  return (
    register.find((entry) => entry.registration.id === id) ??
    fail('rights.not_found', 'There is no such registration.')
  );
}

function registrationOf(
  registrations: readonly Verified<'rights_registration'>[],
  certificate: Verified<'rights_certificate'>,
): Verified<'rights_registration'> {
  const found = registrations.find(({ id }) => id === certificate.body.registration);
  return found ?? fail('rights.not_found', 'There is no such registration.');
}

/** Signs a document of a product's life as the registry, and puts it on the board. */
export async function issue<T extends keyof LifeBodies>(
  { ctx, board }: Registry,
  type: T,
  body: LifeBodies[T],
): Promise<Issued> {
  checkedBody(type, body);
  const doc = signDocument(ctx.key, {
    type,
    issuer: ctx.party,
    audience: ['*'],
    body: body as unknown as { readonly [key: string]: Json },
    issuedAtMs: ctx.clock.nowMs(),
  });
  const admission = await board.submit(doc);
  if (admission.kind === 'refused') fail(admission.code, 'The hub’s own document was not taken.');
  return { id: doc.id };
}
