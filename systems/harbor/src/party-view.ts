import { z } from 'zod';
import { bilingualSchema } from './bilingual-schema.ts';
import type { Bilingual } from './documents.ts';

/** A party in the directory. */
export type PartyView = {
  readonly party: string;
  readonly name: Bilingual;
  readonly url: string;
  readonly fingerprint: string;
  readonly registrar: boolean;
  readonly demo: boolean;
};

/** A party, as zod. */
export const partyView: z.ZodType<PartyView> = z.strictObject({
  party: z.string(),
  name: bilingualSchema,
  url: z.string(),
  fingerprint: z.string(),
  registrar: z.boolean(),
  demo: z.boolean(),
});
