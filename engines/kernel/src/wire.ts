import { z } from 'zod';
import { instantMs, instantText } from './clock.ts';
import type { Id } from './ids.ts';
import type { PublicKey } from './keys.ts';

/** A UUIDv7 in lower case, as `Id<Kind>` inside. */
export function idSchema<Kind extends string>(): z.ZodType<Id<Kind>, string> {
  return z.uuidv7().regex(/^[^A-F]*$/, 'An identifier is written in lower case') as unknown as z.ZodType<
    Id<Kind>,
    string
  >;
}

/** An RFC 3339 instant in UTC on the wire, milliseconds since the Unix epoch inside. */
export const instantSchema: z.ZodType<number, string> = z
  .codec(z.iso.datetime(), z.int(), { decode: instantMs, encode: instantText })
  .meta({ description: 'RFC 3339 instant in UTC' });

/** A text of `least` to `most` UTF-16 units that PostgreSQL can keep: no NUL, no half of a surrogate pair. */
export function textSchema(most: number, least = 0): z.ZodType<string, string> {
  return z
    .string()
    .min(least)
    .max(most)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'A text without NUL and half characters');
}

/**
 * Whether a text has characters that cannot be seen, or that turn its direction: with them it could seem to say something else than it
 * holds. Lines and tabs are none.
 */
export function hasUnseen(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text.replace(/[\n\t]/g, ''));
}

/** A calendar day as `YYYY-MM-DD`, on the wire and inside. */
export const dateSchema: z.ZodType<string, string> = z.iso.date();

/** An Ed25519 public key: 32 bytes in base64url. */
export const publicKeySchema: z.ZodType<PublicKey, string> = z
  .string()
  .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'A public key is 32 bytes in base64url')
  .meta({ description: 'Ed25519 public key, 32 bytes, base64url' }) as unknown as z.ZodType<
  PublicKey,
  string
>;

/** Bytes: base64url without padding on the wire, `Uint8Array` inside, at most `maxBytes` of them. */
export function bytesSchema(maxBytes: number): z.ZodType<Uint8Array<ArrayBuffer>, string> {
  const text = z.base64url().max(Math.ceil((maxBytes * 4) / 3));
  return z.codec(text, z.instanceof(Uint8Array<ArrayBuffer>), {
    decode: (value) => new Uint8Array(Buffer.from(value, 'base64url')),
    encode: (value) => Buffer.from(value).toString('base64url'),
  });
}

/** A whole number of any size: decimal text on the wire, bigint inside. */
export const bigintSchema: z.ZodType<bigint, string> = z
  .codec(z.string().regex(/^(0|-?[1-9][0-9]{0,39})$/, 'A whole number in decimal digits'), z.bigint(), {
    decode: (value) => BigInt(value),
    encode: String,
  })
  .meta({ description: 'Whole number in decimal digits' });

/** A whole number in a query string, between `least` and `most` inclusive: text on the wire, number inside. */
export function queryInteger(least: number, most: number): z.ZodType<number, string> {
  const inside = z.int().min(least).max(most);
  return z
    .codec(z.string().regex(/^(0|-?[1-9][0-9]{0,14})$/, 'A whole number in decimal digits'), inside, {
      decode: Number,
      encode: String,
    })
    .meta({ description: `A whole number from ${least} to ${most}` });
}
