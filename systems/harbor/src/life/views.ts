import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import type { Bilingual, Verified } from '../documents.ts';
import type { LifeBodies } from './documents.ts';
import { type Derivation, derivationKinds } from './lineage.ts';
import { type Life, type LifeRefusal, type LifeState, lifeStates } from './listing.ts';
import { rights } from './rights/kinds.ts';
import { type Entry, entryStates } from './rights/register.ts';
import { lifeSchemas } from './schemas.ts';

const id = z.string().regex(/^[0-9a-f]{64}$/);
const atMs = z.number().meta({ description: 'Milliseconds since the Unix epoch' });

/** A document of a product's life as it was signed, as zod. */
function verified<T extends keyof LifeBodies>(type: T): z.ZodType<Verified<T>> {
  return z.strictObject({
    id,
    type: z.literal(type),
    issuer: z.string(),
    audience: z.array(z.string()),
    issuedAtMs: atMs,
    body: lifeSchemas[type],
  }) as unknown as z.ZodType<Verified<T>>;
}

/** An entry of the register with what came of it; null where there is none yet. */
export type EntryView = Omit<Entry, 'answer' | 'objections'> & {
  readonly answer: Verified<'rights_certificate'> | null;
  readonly objections: readonly {
    readonly objection: Verified<'rights_registration'>;
    readonly recordedMs: number;
    readonly decision: Verified<'objection_decision'> | null;
  }[];
};
const entryView: z.ZodType<EntryView> = z.strictObject({
  registration: verified('rights_registration'),
  answer: verified('rights_certificate').nullable(),
  objections: z.array(
    z.strictObject({
      objection: verified('rights_registration'),
      recordedMs: atMs,
      decision: verified('objection_decision').nullable(),
    }),
  ),
  state: z.enum(entryStates),
  owner: z.string(),
  entitled: z.string(),
  rights: z.array(z.enum(rights)),
});

/** A product that lineage speaks of, and how one came of another. */
export type LineageView = {
  readonly products: readonly { readonly id: string; readonly title: Bilingual; readonly party: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly how: Derivation['how'] }[];
};

const refusals: readonly LifeRefusal[] = [
  'product.not_listed',
  'product.suspended',
  'product.withdrawn',
  'product.right_ended',
];

/** A version's life with all that its holder has signed about it. */
export type LifeView = Omit<Life, 'register' | 'review'> & {
  readonly version: string;
  readonly holder: string;
  readonly product: string;
  readonly register: readonly EntryView[];
  readonly review: Verified<'compliance_review'> | null;
  /** Why it cannot be contracted anew; null where it can. */
  readonly refusal: LifeRefusal | null;
  /** All versions of the product, the newest first. */
  readonly versions: readonly {
    readonly id: string;
    readonly publishedAtMs: number;
    readonly changes: Bilingual | null;
  }[];
  readonly sample: Verified<'product_sample'> | null;
  readonly quality: Verified<'quality_report'> | null;
  readonly valuation: Verified<'valuation'> | null;
  readonly lineage: LineageView;
};
export const lifeView: z.ZodType<LifeView> = z.strictObject({
  version: id,
  holder: z.string(),
  product: z.string(),
  state: z.enum(lifeStates),
  register: z.array(entryView),
  review: verified('compliance_review').nullable(),
  stops: z.array(verified('listing_change')),
  isReviewDemanded: z.boolean(),
  refusal: z.enum(refusals as [LifeRefusal, ...LifeRefusal[]]).nullable(),
  versions: z.array(z.strictObject({ id, publishedAtMs: atMs, changes: bilingualSchema.nullable() })),
  sample: verified('product_sample').nullable(),
  quality: verified('quality_report').nullable(),
  valuation: verified('valuation').nullable(),
  lineage: z.strictObject({
    products: z.array(z.strictObject({ id, title: bilingualSchema, party: z.string() })),
    edges: z.array(z.strictObject({ from: id, to: id, how: z.enum(derivationKinds) })),
  }),
});

/** One of a holder's own products in its list; a draft has no version yet. */
export type OwnProduct = {
  readonly product: string;
  readonly name: string | null;
  readonly title: Bilingual | null;
  readonly version: string | null;
  readonly state: LifeState;
  readonly rows: number;
};
export const ownProduct: z.ZodType<OwnProduct> = z.strictObject({
  product: z.string(),
  name: z.string().nullable(),
  title: bilingualSchema.nullable(),
  version: id.nullable(),
  state: z.enum(lifeStates),
  rows: z.int(),
});

/** What waits for the operator or the bureau: each with the product it is about, as far as that is published. */
export type Waiting = {
  readonly kind: 'registration' | 'objection' | 'review';
  /** The registration, the objection, or the version to be reviewed, by document id. */
  readonly id: string;
  /** The version of the product to look at; null where none is published. */
  readonly version: string | null;
  readonly title: Bilingual | null;
  readonly by: string;
  readonly atMs: number;
  readonly entry: EntryView | null;
};
export const waiting: z.ZodType<Waiting> = z.strictObject({
  kind: z.enum(['registration', 'objection', 'review']),
  id,
  version: id.nullable(),
  title: bilingualSchema.nullable(),
  by: z.string(),
  atMs,
  entry: entryView.nullable(),
});

/** A certificate for everybody to check: the entry as it stands now, and when that is. */
export type CertificateView = {
  readonly entry: EntryView;
  readonly title: Bilingual | null;
  readonly atMs: number;
};
export const certificateView: z.ZodType<CertificateView> = z.strictObject({
  entry: entryView,
  title: bilingualSchema.nullable(),
  atMs,
});

/** An entry as it goes over the wire. */
export function entryOf({ answer, objections, ...entry }: Entry): EntryView {
  return {
    ...entry,
    answer: answer ?? null,
    objections: objections.map(({ decision, ...one }) => ({ ...one, decision: decision ?? null })),
  };
}
