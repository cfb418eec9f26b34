import type { KeyObject } from 'node:crypto';
import { type Clock, fail } from '@finharbor/kernel';
import { digestOf } from './disclosure.ts';
import { signJws } from './jws.ts';
import { readSdJwt } from './read.ts';

/** What a holder shows, and, where the verifier wants to know that it is the holder who shows it, to whom. */
export type Showing = {
  /** The names of the claims to disclose; the others stay hidden. */
  readonly disclose: readonly string[];
  readonly bind?: {
    readonly key: KeyObject;
    readonly audience: string;
    readonly nonce: string;
    readonly clock: Clock;
  };
};

/**
 * Makes a presentation of a credential (RFC 9901, 7.2). Errors: `credential.malformed` where it is none, or has no such claim to disclose.
 */
export function presentCredential(credential: string, { disclose, bind }: Showing): string {
  const read = readSdJwt(credential);
  if (!read || read.keyBinding !== undefined) return fail('credential.malformed', 'This is no credential.');
  const shown = disclose.map(
    (name) =>
      read.disclosures.find((one) => one.name === name)?.text ??
      fail('credential.malformed', 'The credential has no such claim to disclose.'),
  );
  const presented = [read.jwt, ...shown, ''].join('~');
  if (!bind) return presented;
  const { key, audience, nonce, clock } = bind;
  const iat = Math.floor(clock.nowMs() / 1000);
  const header = { typ: 'kb+jwt' };
  return presented + signJws(header, { iat, aud: audience, nonce, sd_hash: digestOf(presented) }, key);
}
