import type { KeyObject } from 'node:crypto';
import { systemRandom } from '@finharbor/kernel';
import type { IssuerKey } from '../keys/keyring.ts';
import { type Disclosure, disclosureOf } from '../sd-jwt/disclosure.ts';
import { type JsonObject, signJws } from '../sd-jwt/jws.ts';
import { packList } from '../status/list.ts';
import { signList } from '../status/token.ts';
import type { Trust } from '../verify.ts';
import { issuerUrl, startMs } from './issuer.ts';

/** Where the status list of made-up credentials is, and what type they are of. */
const listUri = `${issuerUrl}/credentials/status/1`;
/** The type of made-up credentials. */
const vct = `${issuerUrl}/credentials/types/skill-1`;

/** How a credential differs from a good one. */
export type Made = {
  readonly header?: JsonObject;
  readonly payload?: JsonObject;
  readonly disclosures?: readonly string[];
  readonly signer?: KeyObject;
};

/** A hidden claim under a fresh salt. */
export const hidden = (name: string, value: string | number): Disclosure =>
  disclosureOf(name, value, systemRandom);

/** A credential with one place in a list, good but for what is asked for. */
export function madeCredential(
  key: IssuerKey,
  { header, payload, disclosures = [], signer }: Made = {},
): string {
  const claims = {
    ...{ iss: issuerUrl, iat: startMs / 1000, vct, number: 'SK-2026-000001-00' },
    status: { status_list: { idx: 5, uri: listUri } },
    ...payload,
  };
  const jwt = signJws({ typ: 'dc+sd-jwt', ...key.header, ...header }, claims, signer ?? key.privateKey);
  return [jwt, ...disclosures, ''].join('~');
}

/** A status list in which some entries are not valid. */
export function madeList(key: IssuerKey, named: readonly (readonly [number, number])[] = []): string {
  const list = packList({ bits: 2, size: 64 }, named);
  return signList(list, { issuer: issuerUrl, uri: listUri, key, nowMs: startMs });
}

/** A verifier that trusts an authority, with a list at hand. */
export function trusting(authority: Trust['authorities'][number], statusList: string): Trust {
  return { issuer: issuerUrl, authorities: [authority], types: [vct], nowMs: startMs, statusList };
}
