import { type Bilingual, hasUnseen, textSchema, type Uscc, usccSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import {
  type Field,
  fields,
  type Head,
  keysOf,
  type Outcome,
  outcomes,
  type Stage,
  stages,
} from './words.ts';

/** What all routes of the committee have in common. */
export const shared = { tags: ['ethics'] } as const;
/** Who keeps the committee's books. */
export const secretaries = ['operator'] as const;
/** Who may read what the committee keeps to itself. */
export const readers = ['operator', 'bureau'] as const;
/** A firm's owner, over what is the firm's. */
export const owners = [{ role: 'owner', over: 'party' }] as const;
/** Anybody, over what is their own. */
export const anybody = [{ role: '*', over: 'self' }] as const;
/** What everybody may read. */
export const open = { access: 'public', audit: { none: 'public' } } as const;

const seen = (text: string): boolean => !hasUnseen(text.replaceAll('\r\n', '\n'));
const unseen = 'has characters that cannot be seen. 含有不可见字符。';

/** One line that somebody wrote. */
export const line: z.ZodType<string, string> = z
  .string()
  .trim()
  .pipe(textSchema(200, 1))
  .refine(seen, unseen);
/** Several lines that somebody wrote. */
export const prose: z.ZodType<string, string> = z
  .string()
  .trim()
  .pipe(textSchema(5_000, 1))
  .refine(seen, unseen);
/** A text in both languages. */
export const bilingual: z.ZodType<Bilingual> = z.strictObject({ en: prose, zh: prose });
/** The same, of which nothing is asked on its way out. */
export const said: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });

export const fieldSchema: z.ZodType<Field> = z.enum(keysOf(fields));
export const stageSchema: z.ZodType<Stage> = z.enum(keysOf(stages));
export const outcomeSchema: z.ZodType<Outcome> = z.enum(keysOf(outcomes));

/** A text for each head of JR/T 0258-2022. */
export type ByHead = { readonly [head in Head]: string };
/** The same as zod, as it is read. */
export const byHead: z.ZodType<ByHead> = byHeads(prose);
/** The same as it is written. */
export const saidByHead: z.ZodType<ByHead> = byHeads(z.string());

function byHeads(text: z.ZodType<string>): z.ZodType<ByHead> {
  return z.strictObject({
    ...{ integrity: text, data: text, inclusion: text, openness: text },
    ...{ competition: text, risk: text, green: text },
  });
}

/** A firm in a path. */
export const byFirm: z.ZodType<{ readonly uscc: Uscc }, { readonly uscc: string }> = z.strictObject({
  uscc: usccSchema,
});
/** The number of a review. */
export const byNumber: z.ZodType<{ readonly number: string }> = z.strictObject({
  number: z.string().regex(/^[A-Z]{2,6}-\d{4}-\d{6,9}$/),
});

/** The party that a firm is here. */
export function partyOf(uscc: string): string {
  return `firm:${uscc}`;
}

/** A firm's code, of its party. */
export function usccOf(party: string): string {
  return party.slice('firm:'.length);
}
