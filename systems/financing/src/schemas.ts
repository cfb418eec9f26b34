import type { SignedDocument } from '@finharbor/access';
import { currencies, parseMoney, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Application, Bilingual, LoanTerms } from './domain.ts';

/** A text in both languages, as zod. */
export const bilingualSchema: z.ZodType<Bilingual> = z.strictObject({
  en: textSchema(2000, 1),
  zh: textSchema(2000, 1),
});
const amount = z.string().regex(/^(0|[1-9]\d{0,14})(\.\d{1,3})?$/);
const documentId = z.string().regex(/^[0-9a-f]{64}$/);

/** A firm's application, as zod. */
export const applicationSchema: z.ZodType<Application> = z.strictObject({
  application: z.uuid(),
  product: z.uuid(),
  uscc: z.string().regex(/^[0-9A-HJ-NP-RTUWXY]{18}$/),
  amount,
  columns: z.record(textSchema(60), z.union([textSchema(200), z.number(), z.null()])),
  consent: documentId,
});

/** A loan product's terms, as zod. */
export const loanTermsSchema: z.ZodType<LoanTerms> = z
  .strictObject({
    title: bilingualSchema,
    currency: z.enum(currencies),
    mostAmount: amount,
    cutOffPoints: z.number().int(),
    rates: z
      .array(z.strictObject({ fromPoints: z.number().int(), rateBp: z.number().int().min(0).max(3600) }))
      .min(1),
    promisedDays: z.number().int().min(1).max(60),
    scoringContract: documentId,
    model: z.uuid(),
    asks: z
      .array(
        z.strictObject({
          name: textSchema(60, 1),
          title: bilingualSchema,
          kind: z.enum(['numeric', 'category']),
          options: z.array(textSchema(200)).max(200),
        }),
      )
      .max(60)
      .optional(),
  })
  .refine(({ mostAmount, currency }) => isAmount(mostAmount, currency), {
    path: ['mostAmount'],
    message: 'Not an amount above 0 with the decimals of the currency',
  })
  .refine(({ rates, cutOffPoints }) => rates.some(({ fromPoints }) => fromPoints <= cutOffPoints), {
    path: ['rates'],
    message: 'One band must begin at the cut-off or below it',
  })
  .refine(({ rates }) => new Set(rates.map(({ fromPoints }) => fromPoints)).size === rates.length, {
    path: ['rates'],
    message: 'Two bands begin at the same points',
  });

function isAmount(text: string, currency: LoanTerms['currency']): boolean {
  try {
    return parseMoney(text, currency).minor > 0n;
  } catch {
    return false;
  }
}

/** A signed application on the wire; what it says is checked once its signature has been. */
export const signedApplication: z.ZodType<SignedDocument> = signed('application');

/** A signed contract on the wire. */
export const signedContract: z.ZodType<SignedDocument> = signed('contract');

function signed(type: string): z.ZodType<SignedDocument> {
  return z.strictObject({
    id: z.string().length(64),
    type: z.literal(type),
    issuer: z.string().max(60),
    audience: z.array(z.string().max(60)).max(40),
    issuedAtMs: z.int(),
    key: z.string().max(64),
    body: z.record(z.string(), z.json()),
    signature: z.string().max(120),
  }) as unknown as z.ZodType<SignedDocument>;
}
