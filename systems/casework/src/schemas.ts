import type { Published } from '@finharbor/cases';
import { type Bilingual, hasUnseen, instantSchema, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** What all routes of cases have in common: any account may call them, and the case says how far it gets. */
export const shared = { tags: ['cases'], access: [{ role: '*', over: 'self' }] } as const;

/** A text in both languages. */
export const bilingual: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });

/** A name within a procedure: of a state, a step, a form. */
export const nameSchema: z.ZodType<string, string> = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .meta({ description: 'A name of the procedure, like "park-registration"' });

/** A case's id, which its maker chooses. */
export const caseIdSchema: z.ZodType<string, string> = z
  .uuidv7()
  .regex(/^[^A-F]*$/, 'An identifier is written in lower case')
  .meta({ description: 'A UUIDv7 in lower case' });

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** An account's id. */
export const accountSchema: z.ZodType<string, string> = z.string().regex(new RegExp(`^${uuid}$`));

/** An account's id, or the caller's own. */
export const accountOrMeSchema: z.ZodType<string, string> = z
  .string()
  .regex(new RegExp(`^(me|${uuid})$`))
  .meta({ description: 'An account’s id, or "me"' });

/** A reason, a comment: what cannot be seen could make it say something else than it holds. */
export const saidSchema: z.ZodType<string, string> = textSchema(5_000, 1).refine(
  (text) => !hasUnseen(text.replaceAll('\r\n', '\n')),
  'has characters that cannot be seen. 含有不可见字符。',
);

/** Values of a form by field, as its JSON Schema says. */
export type Values = { readonly [field: string]: unknown };

/** The same as zod. */
export const valuesSchema: z.ZodType<Values, Values> = z.record(z.string(), z.unknown()).meta({
  description: 'Values by field, as the JSON Schema of the form says: see GET /procedures/{name}',
});

/** The number of a case, as people call it. */
export const numberSchema: z.ZodType<string, string> = z
  .string()
  .regex(/^[A-Z]{2,6}-\d{4}-\d{6,9}$/)
  .meta({ description: 'A case’s number: TS-2026-000012' });

/** What everybody may read of a case, as zod. */
export const publishedFields: {
  readonly title: typeof bilingual;
  readonly facts: z.ZodType<Published['facts']>;
} = {
  title: bilingual,
  facts: z.array(z.strictObject({ title: bilingual, value: z.string() })).readonly(),
};

/** The same as it is kept with the case, and until when anybody may object. */
export const publicCaseSchema: z.ZodType<Published> = z.strictObject({
  ...publishedFields,
  objection: z.strictObject({ procedure: z.string(), untilMs: instantSchema }).exactOptional(),
});
