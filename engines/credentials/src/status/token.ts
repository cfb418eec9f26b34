import { type Anchors, isTrusted, shownCertificate } from '../keys/chain.ts';
import type { IssuerKey } from '../keys/keyring.ts';
import { isSignedBy, readJws, signJws } from '../sd-jwt/jws.ts';
import { type StatusList, type Unpacked, unpackList } from './list.ts';

/** How long a fetched list may be used before it is asked for again, and how long at all, in seconds. */
export const listTimes: { readonly ttlS: number; readonly lifeS: number } = { ttlS: 300, lifeS: 86_400 };

/** Signs a status list as a token (Token Status List, 5.1) that is served at `uri`. */
export function signList(
  list: StatusList,
  {
    issuer,
    uri,
    key,
    nowMs,
  }: { readonly issuer: string; readonly uri: string; readonly key: IssuerKey; readonly nowMs: number },
): string {
  const iat = Math.floor(nowMs / 1000);
  return signJws(
    { typ: 'statuslist+jwt', ...key.header },
    { iss: issuer, sub: uri, iat, exp: iat + listTimes.lifeS, ttl: listTimes.ttlS, status_list: list },
    key.privateKey,
  );
}

/** Which list a verifier wants, of whom. */
export type WantedList = Anchors & { readonly issuer: string; readonly uri: string };

/**
 * Reads a status list token; undefined unless it is this issuer's, of this address, signed under a trusted authority, and not too old.
 */
export function readList(text: string, wanted: WantedList): Unpacked | undefined {
  const token = text.length <= 2_000_000 ? readJws(text) : undefined;
  const certificate = token && shownCertificate(token.header.x5c);
  if (!token || !certificate || token.header.typ !== 'statuslist+jwt') return undefined;
  const { iss, sub, iat, exp, status_list: list } = token.payload;
  const nowS = wanted.nowMs / 1000;
  const isCurrent = typeof iat === 'number' && iat <= nowS + 60 && typeof exp === 'number' && nowS < exp;
  if (iss !== wanted.issuer || sub !== wanted.uri || !isCurrent) return undefined;
  if (!isSignedBy(token, certificate.publicKey) || !isTrusted(certificate, wanted)) return undefined;
  return unpackList(list);
}
