import {
  type Authenticate,
  type Identification,
  type IncomingRequest,
  unattendedHeader,
} from '@finharbor/kernel/http';
import type { AccountStore } from './accounts/store.ts';
import { type SessionCookie, tokenIn } from './cookie.ts';
import type { Governance } from './governance/store.ts';
import { type RequestVerifier, verifyRequest } from './signed-requests.ts';

/** What credentials are checked against. */
export type AuthenticatorParts = RequestVerifier & {
  readonly accounts: AccountStore;
  readonly governance: Pick<Governance, 'inForce' | 'serviceOfKey'>;
  readonly cookie: SessionCookie;
};

/**
 * Reads a request's credentials: a bearer token of a session, a service account's key (`fhk_...`) in its place, a signature (RFC 9421) of a party, or the cookie of a browser's session.
 * Bearer and signature at once are refused. Beside either the cookie counts for nothing: browsers send it along unasked, and for the
 * same reason it changes nothing unless the request's `Origin` is one of our own. No credentials are a public caller.
 */
export function authenticator(parts: AuthenticatorParts): Authenticate {
  return async (request) => {
    const { authorization } = request.headers;
    const signed =
      request.headers['signature-input'] !== undefined || request.headers.signature !== undefined;
    if (authorization !== undefined && signed) return refused('access.credentials_malformed');
    if (signed) {
      const check = await verifyRequest(parts, request);
      return check.kind === 'refused' ? check : { kind: 'key', party: check.party, key: check.key };
    }
    if (authorization !== undefined) {
      const token = /^Bearer (\S+)$/i.exec(String(authorization))?.[1];
      return token?.startsWith('fhk_') ? ofKey(parts, token) : ofToken(parts, request, token);
    }
    return ofCookie(parts, request);
  };
}

async function ofCookie(parts: AuthenticatorParts, request: IncomingRequest): Promise<Identification> {
  const { cookie } = parts;
  const token = tokenIn(request.headers.cookie, cookie);
  if (token === undefined) return { kind: 'public' };
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  const { origin } = request.headers;
  if (!isSafe && !(typeof origin === 'string' && cookie.isOwnOrigin(origin)))
    return refused('access.cross_site');
  return ofToken(parts, request, token);
}

/** What an account may do that has still to add the second factor its roles ask for. */
const enrolment = /^\/(session|factors|password)(?=[/?]|$)/;

async function ofToken(
  parts: AuthenticatorParts,
  { url, headers }: IncomingRequest,
  token: string | undefined,
): Promise<Identification> {
  if (token === undefined || !/^[A-Za-z0-9_-]{43}$/.test(token))
    return refused('access.credentials_malformed');
  const session = await parts.accounts.session(
    token,
    headers[unattendedHeader] === undefined ? 'use' : 'look',
  );
  if (!session) return refused('access.session_over');
  if (session.mustEnrol && !enrolment.test(url)) return refused('access.second_factor_missing');
  const { id, login, party } = session.account;
  const { roles, delegated, breakGlass, unverified } = await parts.governance.inForce(
    session.account,
    session.mayBeLent,
  );
  return {
    kind: 'account',
    account: id,
    login,
    session: session.id,
    party,
    roles,
    provenAtMs: session.provenAtMs,
    ...(delegated.length > 0 ? { delegated } : {}),
    ...(breakGlass ? { breakGlass } : {}),
    ...(unverified ? { unverified } : {}),
  };
}

/** A machine has proven who it is at no time, so it is refused whatever asks for a fresh proof. */
async function ofKey({ governance }: AuthenticatorParts, key: string): Promise<Identification> {
  const service = await governance.serviceOfKey(key);
  if (!service) return refused('access.key_over');
  const { id, name, party, roles, keyId } = service;
  return {
    kind: 'account',
    account: id,
    login: name,
    session: keyId,
    party,
    roles,
    provenAtMs: 0,
    service: true,
  };
}

function refused(code: string): Identification {
  return { kind: 'refused', code };
}
