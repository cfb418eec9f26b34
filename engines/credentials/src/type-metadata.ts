// Apart from the definitions of types: a page imports this, and they need a server's runtime.
import { z } from 'zod';

/** A value that a claim may have: what can be read aloud and printed. */
export type ClaimValue = string | number | boolean | readonly string[];

const localized: z.ZodType<{ readonly locale: string; readonly label: string }> = z.strictObject({
  locale: z.string(),
  label: z.string(),
});
const named: z.ZodType<{ readonly locale: string; readonly name: string; readonly description: string }> =
  z.strictObject({ locale: z.string(), name: z.string(), description: z.string() });

/** What a wallet is told of a type (SD-JWT VC, 4). */
export type TypeMetadata = {
  readonly vct: string;
  readonly name: string;
  readonly description: string;
  readonly display: readonly z.output<typeof named>[];
  readonly claims: readonly {
    readonly path: readonly string[];
    readonly display: readonly z.output<typeof localized>[];
    readonly mandatory: boolean;
    readonly sd: 'always' | 'never';
  }[];
};

/** The schema of a type's metadata. */
export const typeMetadataSchema: z.ZodType<TypeMetadata> = z
  .strictObject({
    vct: z.string(),
    name: z.string(),
    description: z.string(),
    display: z.array(named),
    claims: z.array(
      z.strictObject({
        path: z.array(z.string()),
        display: z.array(localized),
        mandatory: z.boolean(),
        sd: z.enum(['always', 'never']),
      }),
    ),
  })
  .meta({ id: 'CredentialTypeMetadata' });
