import type { SignedDocument } from '@finharbor/access';
import { z } from 'zod';

/** A signed document on the wire; what it says is checked against its type once its signature has been. */
export const signedDocument: z.ZodType<SignedDocument> = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.string().regex(/^[a-z_]{1,40}$/),
  issuer: z.string().max(60),
  audience: z.array(z.string().max(60)).max(60),
  issuedAtMs: z.int(),
  key: z.string().max(64),
  body: z.record(z.string(), z.json()),
  signature: z.string().max(120),
}) as unknown as z.ZodType<SignedDocument>;
