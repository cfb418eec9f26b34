import { z } from 'zod';

/** How one product came of another, in the words of PROV-O (W3C, 2013). */
export const derivationKinds = [
  'wasDerivedFrom',
  'wasRevisionOf',
  'wasQuotedFrom',
  'hadPrimarySource',
] as const;

/** A version of a product that this one was made from. */
export type Derivation = { readonly product: string; readonly how: (typeof derivationKinds)[number] };

/** What a product was made from, as zod. */
export const derivations: z.ZodType<readonly Derivation[]> = z
  .array(z.strictObject({ product: z.string().regex(/^[0-9a-f]{64}$/), how: z.enum(derivationKinds) }))
  .min(1)
  .max(20)
  .refine(
    (list) => new Set(list.map(({ product }) => product)).size === list.length,
    'Each stands there once',
  );
