import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import type { Evidence, LifeBodies, QualityColumn, RegistrationDraft, ValuationInputs } from './documents.ts';
import { dataLevels, type ReviewAnswer, reviewItems } from './review.ts';
import { origins, registrationKinds, rights } from './rights/kinds.ts';
import { workedValuation } from './valuation.ts';

const text = (most: number): z.ZodType<string> => textSchema(most, 1);
const party = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
const documentId = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();
const product = z.uuid();
const minor = z.string().regex(/^(0|[1-9][0-9]{0,14})$/);
const basisPoints = z.int().min(0).max(1_000_000);
const reason = text(2000);

/** The most rows a sample shows. */
export const sampleMost = 50;

const evidenceSchema: z.ZodType<Evidence> = z.strictObject({ name: text(200), digest: documentId });

/** What a reviewer found in one item, as zod. */
export const reviewAnswerSchema: z.ZodType<ReviewAnswer> = z
  .strictObject({
    item: z.enum(reviewItems),
    verdict: z.enum(['met', 'not_met', 'not_applicable']),
    finding: textSchema(1000),
  })
  .refine(({ verdict, finding }) => verdict !== 'not_met' || finding !== '', {
    path: ['finding'],
    message: 'What is not met is said',
  });

const registrationShape = {
  kind: z.enum(registrationKinds),
  certificate: documentId.nullable(),
  rights: z
    .array(z.enum(rights))
    .max(rights.length)
    .refine((list) => new Set(list).size === list.length, 'Each right stands there once'),
  origin: z.enum(origins),
  basis: bilingualSchema,
  scope: bilingualSchema,
  evidence: z.array(evidenceSchema).max(20),
  to: party.nullable(),
};

/** What a party asks the registry to enter, as zod. */
export const registrationDraft: z.ZodType<RegistrationDraft> = z.strictObject(registrationShape);

const line = { title: text(200), amountMinor: minor };

/** What a valuation is worked out from, as zod. */
export const valuationInputs: z.ZodType<ValuationInputs> = z.discriminatedUnion('approach', [
  z.strictObject({
    approach: z.literal('cost'),
    costs: z.array(z.strictObject(line)).min(1).max(20),
    profitBasisPoints: basisPoints,
    conditionBasisPoints: basisPoints,
  }),
  z.strictObject({
    approach: z.literal('market'),
    comparables: z
      .array(z.strictObject({ ...line, adjustments: z.array(basisPoints).max(6) }))
      .min(1)
      .max(20),
  }),
  z.strictObject({
    approach: z.literal('income'),
    yearlyMinor: z.array(minor).min(1).max(20),
    shareBasisPoints: basisPoints.max(10_000),
    discountBasisPoints: basisPoints.max(10_000),
  }),
]);

const count = z.int().nonnegative();
const qualityColumn: z.ZodType<QualityColumn> = z.strictObject({
  name: text(60),
  kind: z.enum(['numeric', 'category']),
  present: count,
  distinct: count,
  range: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
  cells: z.array(z.strictObject({ label: textSchema(200), from: z.number().nullable(), count })).max(40),
  drift: z.number().nonnegative().nullable(),
});

/** A row of a sample, as zod: what could be a firm's code is no masked value. */
export const sampleRow: z.ZodType<LifeBodies['product_sample']['rows'][number]> = z.record(
  text(60),
  z.union([
    textSchema(200).refine((value) => !/[0-9A-HJ-NP-RTUWXY]{18}/.test(value), 'A firm’s code is not shown'),
    z.number(),
    z.null(),
  ]),
);

/** What a body of each type must look like; unknown members are refused. */
export const lifeSchemas: { readonly [T in keyof LifeBodies]: z.ZodType<LifeBodies[T]> } = {
  rights_registration: z
    .strictObject({ registration: z.uuid(), product, ...registrationShape })
    .refine(({ kind, certificate }) => (kind === 'initial') === (certificate === null), {
      path: ['certificate'],
      message: 'All but an initial registration are about a certificate',
    })
    .refine(({ kind, to }) => (kind === 'licence' || kind === 'transfer') === (to !== null), {
      path: ['to'],
      message: 'A licence and a transfer name who receives it, nothing else does',
    })
    .refine(
      ({ kind, rights: list }) =>
        ['deregistration', 'revocation', 'objection'].includes(kind) === (list.length === 0),
      { path: ['rights'], message: 'Say which rights; an end or an objection names none' },
    ),
  rights_certificate: z.discriminatedUnion('decision', [
    z.strictObject({
      registration: documentId,
      product,
      decision: z.literal('returned'),
      findings: z.array(text(1000)).min(1).max(20),
    }),
    z.strictObject({
      registration: documentId,
      product,
      decision: z.literal('accepted'),
      findings: z.array(text(1000)).max(20),
      number: text(60),
      noticeUntil: instant,
      validUntil: instant,
    }),
  ]),
  objection_record: z.strictObject({ objection: documentId, product, recordedAt: instant }),
  objection_decision: z.strictObject({
    objection: documentId,
    product,
    decision: z.enum(['upheld', 'dismissed']),
    reason,
  }),
  compliance_review: z.strictObject({
    product,
    holder: party,
    version: documentId,
    decision: z.enum(['listed', 'returned']),
    level: z.enum(dataLevels),
    answers: z.array(reviewAnswerSchema).max(reviewItems.length),
    reason: textSchema(2000),
  }),
  listing_change: z.strictObject({
    product,
    holder: party,
    change: z.enum(['suspended', 'resumed', 'withdrawn']),
    reason,
  }),
  listing_rules: z.strictObject({ reviewedFrom: instant }),
  product_sample: z.strictObject({
    product,
    version: documentId,
    made: z.enum(['masked', 'synthetic']),
    rows: z.array(sampleRow).min(1).max(sampleMost),
  }),
  quality_report: z.strictObject({
    product,
    version: documentId,
    loadedAt: instant,
    rows: count,
    smallestGroup: z.int().min(2),
    columns: z.array(qualityColumn).max(200),
  }),
  valuation: z
    .strictObject({
      product,
      version: documentId,
      inputs: valuationInputs,
      assumptions: z.array(text(500)).min(1).max(20),
      amountMinor: z.string().regex(/^(0|[1-9][0-9]{0,18})$/),
      currency: z.literal('CNY'),
    })
    .refine(({ inputs, amountMinor }) => workedValuation(inputs).amountMinor === BigInt(amountMinor), {
      path: ['amountMinor'],
      message: 'The amount is what its inputs come to',
    }),
};
