import type { Bilingual } from '@finharbor/kernel/contract';
import type { PublicField } from '@finharbor/portal';
import type { z } from 'zod';

type Meta = {
  readonly words?: Bilingual & { readonly hint?: Bilingual };
  readonly options?: Readonly<Record<string, Bilingual>>;
  readonly isLong?: boolean;
};

/** Fields of a procedure's form for the public site, as the definition has them. */
export function fieldsOf(schema: z.ZodObject, names: readonly string[]): readonly PublicField[] {
  return names.map((name) => {
    const field = schema.shape[name] as unknown as z.ZodString;
    const { words, options, isLong = false } = field.meta() as Meta;
    const { en, zh, hint } = words!;
    return {
      ...{ name, title: { en, zh }, ...(hint && { hint }) },
      ...(options
        ? {
            ...{ kind: 'choice' as const, most: 40 },
            options: Object.entries(options).map(([value, title]) => ({ value, title })),
          }
        : { kind: isLong ? ('text' as const) : ('line' as const), most: field.maxLength ?? 1_000 }),
    };
  });
}
