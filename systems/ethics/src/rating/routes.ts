import {
  type Bilingual,
  dateSchema,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
  textSchema,
  type Uscc,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Measure } from '../breach/measures.ts';
import { type SignatureView, signatureSchema } from '../declaration/routes.ts';
import { type DisclosureView, disclosureSchema } from '../disclosure/routes.ts';
import { type OpinionLine, opinionLineSchema } from '../review/routes.ts';
import { bilingual, byFirm, line, open, said, shared } from '../schemas.ts';
import type { Method, Rating } from './rate.ts';

/** A method as it was adopted. */
export type MethodView = Method & { readonly note: Bilingual; readonly adoptedAtMs: number };

/** A breach that was found and published. */
export type BreachView = {
  readonly number: string;
  readonly uscc: string;
  readonly firm: string;
  readonly article: number;
  readonly measure: Measure;
  readonly on: string;
};
/** What everybody may know of a firm's ethics. */
export type FirmView = {
  readonly uscc: string;
  readonly name: string | null;
  readonly rating: Rating | null;
  /** The version of the method it is rated by; null where none is adopted. */
  readonly method: number | null;
  readonly opinions: readonly OpinionLine[];
  readonly conditions: {
    readonly met: number;
    readonly late: number;
    readonly overdue: number;
    readonly open: number;
  };
  readonly breaches: readonly BreachView[];
  readonly disclosures: readonly DisclosureView[];
  readonly signatures: readonly SignatureView[];
};
/** A firm's rating in a list. */
export type RatedFirm = Pick<FirmView, 'uscc' | 'name'> & Pick<Rating, 'score' | 'band'>;

const weight = z.int().min(0).max(1_000);
const points = z.int().min(0).max(1_000);
const method = {
  version: z.int().min(1).max(1_000),
  weights: z.strictObject({
    ...{ reviews: weight, conditions: weight, breaches: weight, disclosure: weight, declaration: weight },
  }),
  breachPoints: z.strictObject({ advice: points, criticism: points, removal: points }),
  bands: z
    .array(z.strictObject({ name: line, from: points }))
    .min(1)
    .max(10)
    .readonly()
    .refine(
      (bands) => bands.every(({ from }, at) => at === 0 || from < bands[at - 1]!.from),
      'From the best down, each asking for less than the one before',
    ),
};
const methodSchema: z.ZodType<MethodView> = z
  .strictObject({ ...method, note: said, adoptedAtMs: instantSchema })
  .meta({ id: 'EthicsMethod' });
const ratingSchema: z.ZodType<Rating> = z.strictObject({
  ...{ score: z.int().nullable(), band: z.string().nullable() },
  parts: z
    .array(
      z.strictObject({
        component: z.enum(['reviews', 'conditions', 'breaches', 'disclosure', 'declaration']),
        points: z.int().nullable().meta({ description: 'Of 1,000; null where nothing is on file' }),
        weight: z.int(),
      }),
    )
    .readonly(),
});
const breachSchema: z.ZodType<BreachView> = z.strictObject({
  ...{ number: z.string(), uscc: z.string(), firm: z.string(), article: z.int(), on: dateSchema },
  measure: z.enum(['advice', 'criticism', 'removal']),
});
const count = z.int().min(0);
const firmSchema: z.ZodType<FirmView> = z
  .strictObject({
    ...{ uscc: z.string(), name: z.string().nullable(), rating: ratingSchema.nullable() },
    ...{ method: z.int().nullable(), opinions: z.array(opinionLineSchema).readonly() },
    conditions: z.strictObject({ met: count, late: count, overdue: count, open: count }),
    breaches: z.array(breachSchema).readonly(),
    disclosures: z.array(disclosureSchema).readonly(),
    signatures: z.array(signatureSchema).readonly(),
  })
  .meta({ id: 'EthicsOfFirm' });
/** A firm's rating in a list. */
export const ratedFirmSchema: z.ZodType<RatedFirm> = z.strictObject({
  ...{ uscc: z.string(), name: z.string().nullable() },
  ...{ score: z.int().nullable(), band: z.string().nullable() },
});

/** `GET /ethics/methods`: how firms are rated, the latest version first. */
export const listMethods: Route<{ replies: { 200: { readonly items: readonly MethodView[] } } }> =
  defineRoute({
    ...shared,
    ...open,
    method: 'GET',
    path: '/ethics/methods',
    summary: { en: 'How firms are rated', zh: '伦理评价办法' },
    responses: { 200: z.strictObject({ items: z.array(methodSchema).readonly() }) },
    errors: [],
  });

/** `POST /ethics/methods`: adopt a version; the same again is the same. */
export const postMethod: Route<{
  body: Omit<MethodView, 'adoptedAtMs'>;
  replies: { 201: MethodView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/methods',
  summary: { en: 'Adopt a method', zh: '通过评价办法' },
  body: z
    .strictObject({ ...method, note: bilingual })
    .refine(({ bands }) => bands.at(-1)?.from === 0, {
      path: ['bands'],
      message: 'The last asks for nothing, so that every rating has a band',
    })
    .refine(({ weights }) => Object.values(weights).some((one) => one > 0), {
      path: ['weights'],
      message: 'At least one counts',
    }),
  responses: { 201: methodSchema },
  errors: ['ethics.version_taken'],
  access: ['bureau'],
  audit: 'ethics.adopt_method',
  stepUp: true,
});

/** `GET /ethics/firms`: firms of which something is on file, with their ratings, in the order of their codes. */
export const listFirms: Route<{
  query: PageRequest & { readonly q?: string | undefined; readonly band?: string | undefined };
  replies: { 200: Page<RatedFirm> };
}> = defineRoute({
  ...shared,
  ...open,
  method: 'GET',
  path: '/ethics/firms',
  summary: { en: 'Firms and their ethics ratings', zh: '企业伦理评价' },
  description: {
    en: '`q`: a part of the name, or the beginning of the code. `band`: of the latest method, `none` for firms without a rating.',
    zh: 'q 为企业名称的一部分或统一社会信用代码的开头；band 为现行办法的等级，none 表示未评价。',
  },
  query: z.strictObject({
    ...pageQuery,
    q: textSchema(100, 1).optional(),
    band: textSchema(200, 1).optional(),
  }),
  responses: {
    200: pageSchema(ratedFirmSchema),
  },
  errors: ['page.bad_cursor'],
});

/** `GET /ethics/firms/:uscc`: what everybody may know of a firm's ethics, and what its rating is made of. */
export const getFirm: Route<{ params: { readonly uscc: Uscc }; replies: { 200: FirmView } }> = defineRoute({
  ...shared,
  ...open,
  method: 'GET',
  path: '/ethics/firms/:uscc',
  summary: { en: 'A firm’s ethics', zh: '企业伦理档案' },
  params: byFirm,
  responses: { 200: firmSchema },
  errors: [],
});

/** `GET /ethics/breaches`: breaches of the declaration that were found, the latest first. */
export const listBreaches: Route<{ replies: { 200: { readonly items: readonly BreachView[] } } }> =
  defineRoute({
    ...shared,
    ...open,
    method: 'GET',
    path: '/ethics/breaches',
    summary: { en: 'Breaches of the declaration', zh: '违反宣言公示' },
    responses: { 200: z.strictObject({ items: z.array(breachSchema).readonly() }) },
    errors: [],
  });
