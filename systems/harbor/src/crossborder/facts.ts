import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** Special grounds a holder can claim (articles 4 to 6); none where only the numbers count. */
export const exemptions = [
  'none',
  'foreign_origin',
  'own_contract',
  'human_resources',
  'emergency',
  'free_trade_zone',
] as const;

/** What the path depends on. Numbers of persons count everything given abroad since 1 January, this transfer included. */
export type TransferFacts = {
  readonly important: boolean;
  readonly criticalOperator: boolean;
  readonly exemption: (typeof exemptions)[number];
  /** Persons whose information is not sensitive. */
  readonly personal: number;
  /** Persons whose sensitive information is given. */
  readonly sensitive: number;
};

/** What a self-assessment looks into (Measures for Security Assessment of Outbound Data Transfers, CAC Order No. 11, article 5). */
export const findingPoints = ['necessity', 'data', 'recipient', 'leak', 'legal'] as const;

/** What was found of one point. */
export type Finding = {
  readonly point: (typeof findingPoints)[number];
  readonly isAdequate: boolean;
  readonly note: string;
};

/** What was filed, passed or granted, and until when it holds. */
export type Filing = {
  readonly kind: 'standard_contract' | 'certification' | 'security_assessment';
  readonly number: string;
  readonly validUntil: string;
};

/** What the holder's approver fills in. */
export type AssessmentDraft = {
  readonly facts: TransferFacts;
  readonly findings: readonly Finding[];
  readonly filing: Filing | null;
};

const persons = z.int().min(0).max(2_000_000_000);

/** The facts, as zod. */
export const factsSchema: z.ZodType<TransferFacts> = z.strictObject({
  important: z.boolean(),
  criticalOperator: z.boolean(),
  exemption: z.enum(exemptions),
  personal: persons,
  sensitive: persons,
});

/** The findings, as zod: each point once. */
export const findingsSchema: z.ZodType<readonly Finding[]> = z
  .array(
    z.strictObject({
      point: z.enum(findingPoints),
      isAdequate: z.boolean(),
      note: textSchema(1000, 1),
    }),
  )
  .refine(
    (findings) =>
      findings.length === findingPoints.length &&
      new Set(findings.map(({ point }) => point)).size === findingPoints.length,
    'Each point stands there once',
  );

/** A filing, as zod. */
export const filingSchema: z.ZodType<Filing> = z.strictObject({
  kind: z.enum(['standard_contract', 'certification', 'security_assessment']),
  number: textSchema(100, 1),
  validUntil: z.iso.datetime(),
});

/** The draft, as zod. */
export const assessmentDraft: z.ZodType<AssessmentDraft> = z.strictObject({
  facts: factsSchema,
  findings: findingsSchema,
  filing: filingSchema.nullable(),
});

/** A place outside the mainland: ISO 3166-1 alpha-2, with Hong Kong, Macao and Taiwan, to which the same rule applies. */
export const placeSchema: z.ZodType<string> = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine((place) => place !== 'CN', 'Data that stays in the mainland has no place here');
