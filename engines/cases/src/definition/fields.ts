import { syntheticUscc } from '@finharbor/kernel';
import { type Bilingual, hasUnseen, usccSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** What a field is called, and a word on what belongs there. */
export type FieldWords = Bilingual & { readonly hint?: Bilingual };

const words = ({ en, zh, hint }: FieldWords): { readonly words: FieldWords } => ({
  words: hint ? { en, zh, hint } : { en, zh },
});

const plain = (most: number): z.ZodString =>
  z
    .string({ error: 'is missing. 请填写。' })
    .trim()
    .min(1, { error: 'is missing. 请填写。' })
    .max(most, { error: `has at most ${most} characters. 最多${most}个字。` })
    .refine((text) => !hasUnseen(text) && text.isWellFormed(), {
      error: 'has characters that cannot be seen. 含有不可见字符。',
    });

/** One line of text. */
export function lineField(title: FieldWords, most: number = 200): z.ZodString {
  return plain(most).meta(words(title));
}

/** The number of a case: where one is begun about another, screens fill it in. */
export function caseNumberField(title: FieldWords): z.ZodString {
  return plain(40).meta({ ...words(title), isCaseNumber: true });
}

/** Text of several lines. */
export function textField(title: FieldWords, most: number = 5_000): z.ZodString {
  return plain(most).meta({ ...words(title), isLong: true });
}

/** A unified social credit code, checked by its digits: capital letters, no spaces. */
export function usccField(title: FieldWords): z.ZodString {
  const error =
    'is no unified social credit code: is one of its characters mistyped? 不是有效的统一社会信用代码。';
  return plain(18)
    .refine((text) => /^[0-9A-Z]{18}$/.test(text) && usccSchema.safeParse(text).success, { error })
    .meta({ ...words(title), examples: [...exampleCodes] });
}

// No firm can have them.
const exampleCodes = ['1', '2', '3'].map((seed) => syntheticUscc(`example-${seed}`));

/** A legal entity identifier (ISO 17442), checked by its digits (ISO 7064, mod 97-10). */
export function leiField(title: FieldWords): z.ZodString {
  const error =
    'is no legal entity identifier: is one of its characters mistyped? 不是有效的法人机构识别编码。';
  return plain(20)
    .refine(isLei, { error })
    .meta({ ...words(title), examples: ['FINHARBOREXAMPLE0187'] });
}

function isLei(text: string): boolean {
  if (!/^[0-9A-Z]{18}[0-9]{2}$/.test(text)) return false;
  let rest = 0;
  for (const character of text)
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** A whole number. */
export function numberField(
  title: FieldWords,
  { min = 0, max = 1_000_000_000 }: { readonly min?: number; readonly max?: number } = {},
): z.ZodInt {
  const error = `is a whole number from ${min} to ${max}. 请填写${min}至${max}之间的整数。`;
  return z.int({ error }).min(min, { error }).max(max, { error }).meta(words(title));
}

/** One of several. */
export function choiceField<const K extends string>(
  title: FieldWords,
  options: Readonly<Record<K, Bilingual>>,
): z.ZodEnum<{ [key in K]: key }> {
  const keys = Object.keys(options) as [K, ...K[]];
  return z
    .enum(keys, { error: 'is missing. 请选择。' })
    .meta({ ...words(title), options }) as unknown as z.ZodEnum<{ [key in K]: key }>;
}

/** A date, as `2026-11-27`. */
export function dateField(title: FieldWords): z.ZodISODate {
  return z.iso.date({ error: 'is a date like 2026-11-27. 请填写日期。' }).meta(words(title));
}

/** What a seat of a panel says. */
export const verdictField: ReturnType<typeof choiceField<'for' | 'against' | 'abstain'>> = choiceField(
  { en: 'Verdict', zh: '评审结论' },
  {
    for: { en: 'For', zh: '同意' },
    against: { en: 'Against', zh: '不同意' },
    abstain: { en: 'Abstain', zh: '弃权' },
  },
);
