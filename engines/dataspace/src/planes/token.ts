import { canonicalJson, type SigningKey, signBytes, textSchema, verifyBytes } from '@finharbor/kernel';
import { z } from 'zod';
import type { Span } from './range.ts';

/** What a token opens, for whom and until when. */
export type Claims = {
  readonly transfer: string;
  readonly agreement: string;
  readonly consumer: string;
  /** The bytes it reaches. */
  readonly span: Span;
  readonly expiresMs: number;
};
/** A token as it was understood. */
export type ReadToken =
  | { readonly kind: 'claims'; readonly claims: Claims }
  | { readonly kind: 'refused'; readonly code: 'planes.bad_token' | 'planes.token_expired' };

const context = 'finharbor-data-token';
const claimsSchema: z.ZodType<Claims> = z.strictObject({
  transfer: textSchema(512, 1),
  agreement: textSchema(2048, 1),
  consumer: textSchema(2048, 1),
  span: z.strictObject({ from: z.int().min(0), to: z.int().min(0) }),
  expiresMs: z.int(),
});

/** A token: claims and the provider's own signature over them. Nothing of it is kept. */
export function signToken(key: SigningKey, claims: Claims): string {
  const message = Buffer.from(canonicalJson(claims), 'utf8');
  const signature = signBytes(key, context, message);
  return `${message.toString('base64url')}.${Buffer.from(signature).toString('base64url')}`;
}

/** Reads the token of an `Authorization` header; one that was changed, made by another key or has run out is refused. */
export function readToken(
  authorization: string | undefined,
  key: SigningKey['publicKey'],
  nowMs: number,
): ReadToken {
  const found = /^Bearer ([A-Za-z0-9_-]{1,8192})\.([A-Za-z0-9_-]{86})$/i.exec(authorization ?? '');
  if (!found) return { kind: 'refused', code: 'planes.bad_token' };
  const message = Buffer.from(found[1]!, 'base64url');
  const signature = Buffer.from(found[2]!, 'base64url');
  if (!verifyBytes(key, context, { message, signature }))
    return { kind: 'refused', code: 'planes.bad_token' };
  const claims = claimsSchema.parse(JSON.parse(message.toString('utf8')));
  if (claims.expiresMs <= nowMs) return { kind: 'refused', code: 'planes.token_expired' };
  return { kind: 'claims', claims };
}
