import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Json } from '@finharbor/kernel';
import { type Anchors, isTrusted, shownCertificate } from './keys/chain.ts';
import { digestOf } from './sd-jwt/disclosure.ts';
import { isObject, isSignedBy, type JsonObject, readJws } from './sd-jwt/jws.ts';
import { readSdJwt, type SdJwt } from './sd-jwt/read.ts';
import { statusAt, statusCodes } from './status/list.ts';
import { readList } from './status/token.ts';

/** What is wrong with a credential, as one word. */
export type CredentialFault =
  | 'malformed'
  | 'signature'
  | 'chain'
  | 'wrong_issuer'
  | 'wrong_type'
  | 'not_yet_valid'
  | 'expired'
  | 'revoked'
  | 'suspended'
  | 'status_unknown'
  | 'holder';

/** What is looked at, in this order. */
export type CheckName = 'form' | 'signature' | 'issuer' | 'type' | 'time' | 'status' | 'holder';

/** One thing that was looked at, or was not. */
export type Check = {
  readonly check: CheckName;
  readonly outcome: 'passed' | 'failed' | 'not_checked';
  readonly fault?: CredentialFault;
};

/** Whom and what a verifier accepts, and what it has at hand; it fetches nothing. */
export type Trust = Anchors & {
  readonly issuer: string;
  /** The types it accepts, as `vct` names them. */
  readonly types: readonly string[];
  /** The status list token of the credential's `statusReference`; left out, the status stays unknown. */
  readonly statusList?: string | undefined;
  /** Where the holder was to prove it is theirs: to whom, and the nonce they were given. */
  readonly holder?: { readonly audience: string; readonly nonce: string };
};

/**
 * `valid`: all was looked at and is as it should be. `undecided`: nothing is wrong with what was looked at, but not all was.
 */
export type Verdict = {
  readonly kind: 'valid' | 'invalid' | 'undecided';
  readonly checks: readonly Check[];
  /** What it says, where it is signed by whom it should be. */
  readonly claims?: JsonObject;
  /** Those of its claims that the holder chose to show. */
  readonly disclosed?: readonly string[];
};

// Clocks differ; nothing is refused for a minute.
const skewS = 60;
const bindingLifeS = 300;

/** Verifies a credential (SD-JWT VC, 2.4) with what is at hand. Whatever the text is, it answers; it never throws. */
export function verifyCredential(text: string, trust: Trust): Verdict {
  const read = readSdJwt(text);
  const certificate = read && shownCertificate(read.issued.header.x5c);
  const isForm = read?.issued.header.typ === 'dc+sd-jwt' && certificate && isPlain(read);
  if (!isForm) return verdictOf([failed('form', 'malformed')]);
  const isSigned = isSignedBy(read.issued, certificate.publicKey);
  const isChained = isSigned && isTrusted(certificate, trust);
  const checks: Check[] = [
    passed('form'),
    isChained ? passed('signature') : failed('signature', isSigned ? 'chain' : 'signature'),
  ];
  // Whatever else it says nobody vouches for.
  if (!isChained) return verdictOf(checks);
  const { claims, disclosed } = read;
  checks.push(
    claims.iss === trust.issuer ? passed('issuer') : failed('issuer', 'wrong_issuer'),
    typeof claims.vct === 'string' && trust.types.includes(claims.vct)
      ? passed('type')
      : failed('type', 'wrong_type'),
    timeCheck(claims, trust.nowMs / 1000),
    statusCheck(claims, trust),
    holderCheck(read, trust),
  );
  return { ...verdictOf(checks), claims, disclosed };
}

/** The address and the index at which a credential's status is found; undefined where it names none. */
export function statusReference(text: string): { readonly uri: string; readonly index: number } | undefined {
  const read = readSdJwt(text);
  return read && referenceIn(read.claims);
}

/** SD-JWT VC, 2.2.2.3: these are never hidden. */
const neverDisclosed: readonly string[] = [
  'iss',
  'nbf',
  'exp',
  'cnf',
  'vct',
  'vct#integrity',
  'status',
  'aka_vcts',
];

function isPlain({ disclosed, claims, keyBinding }: SdJwt): boolean {
  const isTime = (value: Json | undefined): boolean =>
    value === undefined || (typeof value === 'number' && Number.isFinite(value));
  // One that nobody asked for is not looked at, but something else does not pass for one.
  const isBinding = keyBinding === undefined || readJws(keyBinding)?.header.typ === 'kb+jwt';
  return (
    isBinding &&
    !disclosed.some((name) => neverDisclosed.includes(name)) &&
    isTime(claims.nbf) &&
    isTime(claims.exp) &&
    isTime(claims.iat)
  );
}

function timeCheck({ nbf, iat, exp }: JsonObject, nowS: number): Check {
  const from = Math.max(...[nbf, iat].filter((one) => typeof one === 'number'), 0);
  if (from > nowS + skewS) return failed('time', 'not_yet_valid');
  return typeof exp === 'number' && exp <= nowS ? failed('time', 'expired') : passed('time');
}

function referenceIn({ status }: JsonObject): { readonly uri: string; readonly index: number } | undefined {
  const list = isObject(status) ? status.status_list : undefined;
  if (!isObject(list)) return undefined;
  const { uri, idx: index } = list;
  return typeof uri === 'string' && typeof index === 'number' && Number.isSafeInteger(index) && index >= 0
    ? { uri, index }
    : undefined;
}

function statusCheck(claims: JsonObject, { statusList, ...trust }: Trust): Check {
  const reference = referenceIn(claims);
  if (!reference) return failed('status', 'status_unknown');
  if (statusList === undefined) return { check: 'status', outcome: 'not_checked', fault: 'status_unknown' };
  const list = readList(statusList, { ...trust, uri: reference.uri });
  switch (list && statusAt(list, reference.index)) {
    case statusCodes.valid:
      return passed('status');
    case statusCodes.revoked:
      return failed('status', 'revoked');
    case statusCodes.suspended:
      return failed('status', 'suspended');
    default:
      return failed('status', 'status_unknown');
  }
}

/** RFC 9901, 7.3: where it was asked for, the holder's own signature over what is shown, for this verifier, now. */
function holderCheck({ keyBinding, claims, presented }: SdJwt, { holder, nowMs }: Trust): Check {
  if (!holder) return { check: 'holder', outcome: 'not_checked' };
  const bound = keyBinding === undefined ? undefined : readJws(keyBinding);
  const key = holderKey(claims.cnf);
  if (bound?.header.typ !== 'kb+jwt' || !key || !isSignedBy(bound, key)) return failed('holder', 'holder');
  const { iat, aud, nonce, sd_hash: hash } = bound.payload;
  const ageS = typeof iat === 'number' ? nowMs / 1000 - iat : Number.NaN;
  const isNow = ageS >= -skewS && ageS <= bindingLifeS;
  const isMeant = aud === holder.audience && nonce === holder.nonce && hash === digestOf(presented);
  return isNow && isMeant ? passed('holder') : failed('holder', 'holder');
}

function holderKey(cnf: Json | undefined): KeyObject | undefined {
  const jwk = isObject(cnf) ? cnf.jwk : undefined;
  if (!isObject(jwk) || jwk.kty !== 'EC' || 'd' in jwk) return undefined;
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function passed(check: CheckName): Check {
  return { check, outcome: 'passed' };
}

function failed(check: CheckName, fault: CredentialFault): Check {
  return { check, outcome: 'failed', fault };
}

const optional: readonly CheckName[] = ['holder'];

function verdictOf(checks: readonly Check[]): Pick<Verdict, 'kind' | 'checks'> {
  if (checks.some(({ outcome }) => outcome === 'failed')) return { kind: 'invalid', checks };
  const isWhole = checks.every(({ check, outcome }) => outcome === 'passed' || optional.includes(check));
  return { kind: isWhole ? 'valid' : 'undecided', checks };
}
