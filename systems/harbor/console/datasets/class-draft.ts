import { offeredTerms, type ProductClass, updates } from '@finharbor/harbor/contract';
import { z } from 'zod';

/** How a product is classed, as it is filled in; all of it may be left out. */
export type ClassDraft = {
  readonly sector?: string | undefined;
  readonly personal?: boolean | undefined;
  readonly update?: ProductClass['update'] | undefined;
  readonly terms: ProductClass['terms'];
};

/** Nothing is said. */
export const unclassed: ClassDraft = { terms: [] };

/** The same as it was kept. */
export const keptClass: z.ZodType<ClassDraft> = z.object({
  sector: z.string().optional(),
  personal: z.boolean().optional(),
  update: z.enum(updates).optional(),
  terms: z.array(z.enum(offeredTerms)),
});

/** Pointers of what is still to be said: whoever classes a product says whom it tells of and how often it is renewed. */
export function missingClass(draft: ClassDraft): readonly string[] {
  if (!isSaid(draft)) return [];
  return [
    ...(draft.personal === undefined ? ['/personal'] : []),
    ...(draft.update === undefined ? ['/update'] : []),
  ];
}

/** What is published of it. */
export function classOf(draft: ClassDraft): { readonly classed?: ProductClass } {
  const { sector, personal, update, terms } = draft;
  if (personal === undefined || update === undefined) return {};
  return { classed: { ...(sector === undefined ? {} : { sector }), personal, update, terms } };
}

function isSaid({ sector, personal, update, terms }: ClassDraft): boolean {
  return sector !== undefined || personal !== undefined || update !== undefined || terms.length > 0;
}
