import { canonicalJson, fail, instantText, type Json } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Bodies } from '../documents.ts';
import { issueDocument } from '../issue-document.ts';
import type { LifeBodies, RegistrationDraft } from './documents.ts';
import type { ChangeDraft, SampleDraft, ValuationDraft } from './drafts.ts';
import { nextChange } from './next-change.ts';
import { profiled } from './quality/profile.ts';
import { newestOf, newestVersion, rightsFileOf } from './read.ts';
import { mayRegister } from './rights/may-register.ts';
import { registrationReasons } from './rights/reasons.ts';
import { rightsRegister } from './rights/register.ts';
import { workedValuation } from './valuation.ts';

type Issued = { readonly id: string };

/** The fewest rows that anything in a quality report stands for; the catalogue's sizes go by the same. */
const smallestGroup = 50;
/** The fewest rows that a report is made of. */
export const fewestRows: number = 2 * smallestGroup;

/**
 * Asks the registry for an entry, as whoever may make it. What has been asked for in the same words and is not answered yet is not
 * signed again. Errors: those of `mayRegister`, `document.malformed`.
 */
export async function registerRights(
  ctx: NodeContext,
  product: string,
  draft: RegistrationDraft,
): Promise<Issued> {
  const terms = { registry: ctx.hubParty, nowMs: ctx.clock.nowMs() };
  const file = await rightsFileOf(ctx, product);
  const register = rightsRegister(file, terms);
  const answered = new Set(file.certificates.map(({ body }) => body.registration));
  const heard = new Set(file.decisions.map(({ body }) => body.objection));
  const before = file.registrations.find(
    ({ id, issuer, body: { registration: _, product: _of, ...said } }) => {
      const isOpen = !answered.has(id) && !heard.has(id);
      return issuer === ctx.party && isOpen && isSame(said, draft);
    },
  );
  if (before) return before;
  const refusal = mayRegister(register, { ...draft, party: ctx.party }, terms);
  if (refusal) fail(refusal, registrationReasons[refusal]);
  return issueDocument(ctx, {
    type: 'rights_registration',
    audience: ['*'],
    body: { registration: ctx.newId(), product, ...draft },
  });
}

/** Suspends, resumes or withdraws an own product. Errors: `product.not_found`, `product.not_suspended`, `product.withdrawn`. */
export async function changeListing(ctx: NodeContext, product: string, draft: ChangeDraft): Promise<Issued> {
  await newestVersion(ctx, { holder: ctx.party, product });
  const changes = await ctx.store.documents.find('listing_change', { product });
  const body = nextChange({ changes, side: ctx.party, holder: ctx.party, product }, draft);
  return 'id' in body ? body : issueDocument(ctx, { type: 'listing_change', audience: ['*'], body });
}

/** Shows rows of the newest version: its published columns, nothing else. Errors: `product.not_found`, `document.malformed`. */
export async function showSample(ctx: NodeContext, product: string, draft: SampleDraft): Promise<Issued> {
  const version = await newestVersion(ctx, { holder: ctx.party, product });
  const columns = new Set(version.body.fields.map(({ name }) => name));
  if (draft.rows.some((row) => Object.keys(row).some((name) => !columns.has(name))))
    fail('document.malformed', 'A sample shows the columns of its version and no others.');
  return issueOnce(ctx, 'product_sample', { product, version: version.id, ...draft });
}

/** Values the newest version. Errors: `product.not_found`, `document.malformed`. */
export async function valueProduct(
  ctx: NodeContext,
  product: string,
  draft: ValuationDraft,
): Promise<Issued> {
  const { id: version } = await newestVersion(ctx, { holder: ctx.party, product });
  const amountMinor = String(workedValuation(draft.inputs).amountMinor);
  return issueOnce(ctx, 'valuation', { product, version, ...draft, amountMinor, currency: 'CNY' });
}

/**
 * Describes the rows that are loaded now, against the report before; one load is described once for each version. Errors:
 * `product.not_found`, `quality.too_few_rows`, `fusion.duckdb_missing`.
 */
export async function reportQuality(ctx: NodeContext, product: string): Promise<Issued> {
  const version = await newestVersion(ctx, { holder: ctx.party, product });
  // Rows from before loads were dated count as loaded at the beginning of time.
  const loadedAt = instantText((await ctx.store.data.loadedAtMs(product)) ?? 0);
  const reports = await ctx.store.documents.find('quality_report', { product, issuer: ctx.party });
  const made = reports.find(({ body }) => body.version === version.id && body.loadedAt === loadedAt);
  if (made) return made;
  const rows = await ctx.store.data.rows(product);
  if (rows.size < fewestRows)
    fail('quality.too_few_rows', `A report needs ${fewestRows} rows, so that it tells of none of them.`);
  const before = newestOf(reports.filter(({ body }) => body.loadedAt !== loadedAt));
  const profile = await profiled({
    rows: rows.values(),
    fields: version.body.fields,
    smallestGroup,
    previous: before?.body.columns ?? [],
  });
  const body = { product, version: version.id, loadedAt, smallestGroup, ...profile };
  return issueDocument(ctx, { type: 'quality_report', audience: ['*'], body });
}

async function issueOnce<T extends 'product_sample' | 'valuation'>(
  ctx: NodeContext,
  type: T,
  body: LifeBodies[T],
): Promise<Issued> {
  const { product } = body;
  const last = newestOf(await ctx.store.documents.find(type, { product, issuer: ctx.party }));
  if (last && isSame(last.body, body)) return last;
  return issueDocument(ctx, { type, audience: ['*'], body: body as Bodies[T] });
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a as Json) === canonicalJson(b as Json);
}
