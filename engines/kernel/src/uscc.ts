import { z } from 'zod';
import { FinharborError, fail } from './errors.ts';

/** A valid 统一社会信用代码 (unified social credit code), 18 characters, GB 32100-2015. */
export type Uscc = string & { readonly __uscc: true };

/** The 31 characters of a code. */
export const usccAlphabet: string = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Reads a code at an edge; surrounding spaces and lower case are forgiven, nothing else. Errors, one per check, in this order:
 * `uscc.length`, `uscc.alphabet` (the letters I, O, S, V, Z never occur), `uscc.division` (positions 3 to 8 are digits),
 * `uscc.organisation_check` (position 17, GB 11714, over 9 to 16), `uscc.check` (position 18 over 1 to 17).
 */
export function parseUscc(text: string): Uscc {
  const code = text.trim().toUpperCase();
  if (code.length !== 18)
    fail('uscc.length', `A unified social credit code has 18 characters, this has ${code.length}.`);
  const odd = [...code].findIndex((character) => !usccAlphabet.includes(character));
  if (odd >= 0) fail('uscc.alphabet', `Character ${odd + 1} of the code is none of ${usccAlphabet}.`);
  if (!/^..[0-9]{6}/.test(code))
    fail('uscc.division', 'Characters 3 to 8 of the code are the six digits of a division.');
  if (organisationCheck(code.slice(8, 16)) !== code[16])
    fail(
      'uscc.organisation_check',
      'Character 17 does not fit characters 9 to 16 (organisation code): is one mistyped?',
    );
  if (usccCheck(code.slice(0, 17)) !== code[17])
    fail('uscc.check', 'Character 18 does not fit the other 17: is one mistyped?');
  return code as Uscc;
}

/** A USCC on the wire; the issue's message says which check failed. */
export const usccSchema: z.ZodType<Uscc, string> = z
  .string()
  .max(40)
  .pipe(
    z.codec(z.string(), z.custom<Uscc>(), {
      decode: (text, ctx) => {
        try {
          return parseUscc(text);
        } catch (error) {
          const message = error instanceof FinharborError ? error.publicMessage : 'not a code';
          ctx.issues.push({ code: 'custom', message, input: text });
          return z.NEVER;
        }
      },
      encode: (code) => code,
    }),
  )
  .meta({ description: 'Unified social credit code, GB 32100-2015' });

/** What marks a synthetic code: manager 9 (other), category 1, division 000000, which no administrative division has. */
export const syntheticPrefix: string = '91000000';

/** True for codes made by `syntheticUscc`. */
export function isSyntheticUscc(code: Uscc): boolean {
  return code.startsWith(syntheticPrefix);
}

/** GB 11714: 11 − Σ weight·value mod 11, with X for 10 and 0 for 11. The code's letters count 10 for A up to 35 for Z. */
export function organisationCheck(body: string): string {
  const sum = organisationWeights.reduce(
    (total, weight, index) => total + weight * Number.parseInt(body[index]!, 36),
    0,
  );
  return '0123456789X'[(11 - (sum % 11)) % 11]!;
}

/** GB 32100: 31 − Σ 3^i·value mod 31, with 0 for 31; values are positions in the alphabet without I, O, S, V, Z. */
export function usccCheck(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += weight * usccAlphabet.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return usccAlphabet[(31 - (sum % 31)) % 31]!;
}
