import type { Authenticate } from '@finharbor/kernel/http';
import type { AccountStore } from './accounts.ts';
import { type RequestVerifier, verifyRequest } from './signed-requests.ts';

/** What credentials are checked against. */
export type AuthenticatorParts = RequestVerifier & { readonly accounts: AccountStore };

/**
 * Reads a request's credentials: a bearer token of a session, or a signature (RFC 9421) of a party. Both at once are refused;
 * neither is a public caller.
 */
export function authenticator(parts: AuthenticatorParts): Authenticate {
  return async (request) => {
    const { authorization } = request.headers;
    const signed =
      request.headers['signature-input'] !== undefined || request.headers.signature !== undefined;
    if (authorization === undefined && !signed) return { kind: 'public' };
    if (authorization !== undefined && signed)
      return { kind: 'refused', code: 'access.credentials_malformed' };
    if (signed) {
      const check = await verifyRequest(parts, request);
      return check.kind === 'refused' ? check : { kind: 'key', party: check.party, key: check.key };
    }
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(String(authorization))?.[1];
    if (token === undefined) return { kind: 'refused', code: 'access.credentials_malformed' };
    const session = await parts.accounts.session(token);
    if (!session) return { kind: 'refused', code: 'access.session_over' };
    const { id, login, party, roles } = session.account;
    return { kind: 'account', account: id, login, session: session.id, party, roles };
  };
}
