import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from './bilingual-schema.ts';
import { assessmentSchema } from './crossborder/body.ts';
import { placeSchema } from './crossborder/facts.ts';
import { deliveriesSchema } from './delivery/ways.ts';
import { type Bodies, type Constraint, contractKinds, type DocumentType, type Field } from './documents.ts';
import { derivations } from './life/lineage.ts';
import { lifeSchemas } from './life/schemas.ts';
import { chargeSchema, pricePlanSchema } from './pricing/plan.ts';
import { productClassSchema } from './search/classed.ts';
import { settlementBodySchemas } from './settlement/documents.ts';
import { pointsOpenings } from './training/options.ts';
import { promisedTerms } from './usage/promised-terms.ts';

const text = (most: number): z.ZodType<string> => textSchema(most, 1);
const party = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
const instant = z.iso.datetime();
const documentId = z.string().regex(/^[0-9a-f]{64}$/);
const uscc = z.string().regex(/^[0-9A-HJ-NP-RTUWXY]{18}$/);
/** The one base64url form of 32 bytes: a key is compared as text. */
const publicKey = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
const nonce = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const kind = z.enum(contractKinds);
/** One that is not in the taxonomy is admitted, and refuses every use. */
export const purposeSchema: z.ZodType<string> = z
  .string()
  .regex(/^urn:finharbor:usage:1:purpose\/[a-z/-]{1,80}$/);
const attempt = z.number().int().positive().max(1000);

const term = <N extends Constraint['name'], O extends Constraint['operator'], V extends string | number>(
  name: N,
  operator: O,
  value: z.ZodType<V>,
) =>
  z.strictObject({
    name: z.literal(name),
    operator: z.literal(operator),
    value,
    enforcement: z.enum(promisedTerms.has(name) ? ['promised'] : ['enforced', 'promised']),
  });
const count = z.int().positive();

/** A contract's term, as zod: each name with the one operator and kind of value that the node enforces, so that no other reads as if it were, and none as enforced that is only promised. */
const constraintSchema: z.ZodType<Constraint> = z.discriminatedUnion('name', [
  term('smallest_group', 'gteq', count),
  term('uses', 'lteq', count),
  term('consent', 'eq', z.literal('required')),
  term('withdrawn_firms', 'eq', z.literal('left_out')),
  term('points_rounding', 'eq', count),
  term('points_opened', 'eq', z.enum(pointsOpenings)),
  term('recipient', 'eq', party),
  term('onward_transfer', 'eq', z.literal('prohibited')),
  term('retention_days', 'lteq', count),
  term('fewest_rows', 'gteq', count),
  term('most_rows', 'lteq', count),
  term('learns', 'eq', z.enum(['consumer', 'both'])),
  term('most_learned', 'eq', z.enum(['rows', 'figures'])),
  term('privacy_epsilon', 'lteq', count),
  term('privacy_delta', 'lteq', z.number().gt(0).lt(1)),
  term('plan_approval', 'eq', z.literal('each')),
]);
const constraints = z
  .array(constraintSchema)
  .max(20)
  .refine((list) => isDistinct(list.map(({ name }) => name)), 'No term may stand there twice');

/** A product's column, as zod. */
export const fieldSchema: z.ZodType<Field> = z.strictObject({
  name: text(60),
  title: bilingualSchema,
  kind: z.enum(['numeric', 'category']),
  values: z.array(text(200)).min(1).max(1024).exactOptional(),
  range: z
    .strictObject({ min: z.number(), max: z.number(), decimals: z.int().min(0).max(6) })
    .refine(({ min, max }) => min < max, 'The least stands below the greatest')
    .exactOptional(),
});

const contractSchema: z.ZodType<Bodies['contract']> = z
  .strictObject({
    contract: z.uuid(),
    kind,
    consumer: party,
    providers: z.array(party).min(1).max(20),
    products: z.array(documentId).min(1).max(20),
    purpose: bilingualSchema,
    legalBasis: bilingualSchema,
    constraints,
    validFrom: instant,
    validUntil: instant,
    leakage: z.array(bilingualSchema).min(1).max(60),
    purposes: z.array(purposeSchema).min(1).max(20).exactOptional(),
    charges: z.array(chargeSchema).max(20).exactOptional(),
    place: placeSchema.exactOptional(),
    previous: documentId.exactOptional(),
  })
  .refine(({ consumer, providers }) => isDistinct([consumer, ...providers]), {
    path: ['providers'],
    message: 'Each side stands there once, and no consumer provides to itself',
  });

/** What a body of each type must look like; unknown members are refused. */
export const bodySchemas: { readonly [T in DocumentType]: z.ZodType<Bodies[T]> } = {
  ...settlementBodySchemas,
  ...lifeSchemas,
  product: z.strictObject({
    product: z.uuid(),
    title: bilingualSchema,
    description: bilingualSchema,
    fields: z.array(fieldSchema).min(1).max(200),
    rowsAtLeast: z.number().int().nonnegative(),
    synthetic: z.boolean(),
    licence: text(400),
    plans: z.array(pricePlanSchema).min(1).max(10).exactOptional(),
    previous: documentId.exactOptional(),
    changes: bilingualSchema.exactOptional(),
    derivedFrom: derivations.exactOptional(),
    classed: productClassSchema.exactOptional(),
    deliveries: deliveriesSchema.exactOptional(),
  }),
  contract: contractSchema,
  counter_offer: z.strictObject({
    contract: documentId,
    terms: contractSchema,
    reason: text(2000),
  }),
  transfer_assessment: assessmentSchema,
  approval: z.strictObject({
    contract: documentId,
    decision: z.enum(['approved', 'declined']),
    reason: textSchema(2000),
  }),
  termination: z.strictObject({ contract: documentId, reason: text(2000) }),
  key_request: z.strictObject({ uscc, publicKey }),
  firm_key: z.strictObject({ uscc, publicKey }),
  consent: z.strictObject({
    contract: documentId,
    uscc,
    purpose: bilingualSchema,
    validUntil: instant,
    nonce,
  }),
  withdrawal: z.strictObject({ uscc, nonce }),
  proposal: z.strictObject({
    proposal: z.uuid(),
    contract: documentId,
    kind: z.enum(['intersect', 'statistics']),
    title: bilingualSchema,
    plan: z.record(z.string(), z.json()),
    data: z.record(
      party,
      z.strictObject({
        product: z.uuid(),
        columns: z.array(text(60)).max(200),
        decimals: z.record(text(60), z.int().min(0).max(6)),
      }),
    ),
    leakage: z.array(bilingualSchema).min(1).max(60),
  }),
  proposal_answer: z.strictObject({
    proposal: documentId,
    decision: z.enum(['approved', 'declined', 'withdrawn']),
    reason: textSchema(2000),
  }),
  job: z.strictObject({
    job: z.uuid(),
    attempt,
    session: z.uuid(),
    kind,
    contract: documentId,
    roster: z.array(party).min(2).max(20),
    dealer: party,
    plan: z.record(z.string(), z.json()),
    model: z.uuid().nullable(),
    subject: uscc.nullable(),
    consent: documentId.nullable(),
  }),
  job_answer: z.strictObject({
    job: z.uuid(),
    attempt,
    answer: z.enum(['accepted', 'refused']),
    code: text(100),
    reason: bilingualSchema,
    assumption: z.string().max(64),
  }),
  use: z.strictObject({
    job: z.uuid(),
    contract: documentId,
    kind,
    consumer: party,
    uscc: uscc.nullable(),
    fields: z.array(text(60)),
    usedAt: instant,
    commitment: documentId,
    logIndex: z.number().int().nonnegative(),
  }),
  decision_notice: z.strictObject({ uscc, application: z.uuid() }),
  enrolment: z.strictObject({
    party,
    name: bilingualSchema,
    publicKey,
    linkHost: text(200),
    linkPort: z.number().int().min(1).max(65535),
    url: z.url(),
    registrar: z.boolean(),
    noteKey: text(300),
    demo: z.boolean(),
  }),
};

function isDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
