import type { Bilingual } from '@finharbor/kernel/contract';
import type { z } from 'zod';

/** A field of a procedure's form, as a page without a script shows it. */
export type PlainField = {
  readonly name: string;
  readonly title: Bilingual;
  readonly hint?: Bilingual;
  readonly kind: 'line' | 'text' | 'choice';
  readonly most: number;
  readonly options?: readonly { readonly value: string; readonly title: Bilingual }[];
};

type Meta = {
  readonly words?: Bilingual & { readonly hint?: Bilingual };
  readonly options?: Readonly<Record<string, Bilingual>>;
  readonly isLong?: boolean;
};

/** Fields of a form for pages without a script, as the definition has them; all of them where none are named. Texts and choices alone. */
export function plainFields(schema: z.ZodObject, names?: readonly string[]): readonly PlainField[] {
  return (names ?? Object.keys(schema.shape)).map((name) => {
    const field = schema.shape[name] as unknown as z.ZodString;
    const { words, options, isLong = false } = field.meta() as Meta;
    const { en, zh, hint } = words!;
    const named = { name, title: { en, zh }, ...(hint && { hint }) };
    if (!options) return { ...named, kind: isLong ? 'text' : 'line', most: field.maxLength ?? 1_000 };
    const values = Object.entries(options).map(([value, title]) => ({ value, title }));
    return { ...named, kind: 'choice', most: 100, options: values };
  });
}
