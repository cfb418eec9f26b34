import type { PublicKey } from '../keys.ts';

/** Who sent a request, once its credentials were checked. */
export type Caller =
  | { readonly kind: 'public' }
  | {
      readonly kind: 'account';
      /** The account's id. */
      readonly account: string;
      readonly login: string;
      /** Names the session, to end it; it opens nothing. */
      readonly session: string;
      readonly party: string;
      readonly roles: readonly string[];
      /** When the person last proved who they are: at sign-in, or at a step-up since. */
      readonly provenAtMs: number;
      /** Those of `roles` that are lent, and by whom, so that the audit trail can say for whom somebody acts. */
      readonly delegated?: readonly Lent[];
      /** The operator's emergency account: each of its calls is written down as such. */
      readonly breakGlass?: true;
      /** A machine: `account` names its service account, `session` its key. It never proves who it is anew. */
      readonly service?: true;
      /** Nobody has verified the organisation yet: only what a route opens to such accounts is theirs to do. */
      readonly unverified?: true;
    }
  | { readonly kind: 'key'; readonly party: string; readonly key: PublicKey };

/** Which objects a call may touch, listing and counting included; everything outside of it looks like what is not there. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'party'; readonly party: string }
  | { readonly kind: 'self'; readonly party: string; readonly account: string };

/** Whether a caller may use a route, and over what; a refusal's code stands in the error table. */
export type Decision =
  | { readonly kind: 'allowed'; readonly scope: Scope }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };
/** A role that a colleague lent: the account it comes from and its login. */
export type Lent = { readonly role: string; readonly by: string; readonly byLogin: string };

/** The caller, or why the credentials that were presented do not hold. */
export type Identification = Caller | { readonly kind: 'refused'; readonly code: string };

/** A request as far as credentials concern it; `url` is path and query as received, header names in lower case. */
export type IncomingRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
};

/** How a request came in, for what no contract describes: protocols that speak by cookies or a proxy's header fields, and lockouts. */
export type Arrival = Pick<IncomingRequest, 'headers'> & {
  /** The network address it came from: the socket's, or what a trusted proxy says of it, and then text of any kind. */
  readonly address: string;
  /** The address of whoever opened the connection. */
  readonly peer: string;
};

/** Checks the credentials of a request; a request without any is `public`. */
export type Authenticate = (request: IncomingRequest) => Promise<Identification>;

/** A stable name of a caller, for scopes and audit entries. */
export function callerName(caller: Caller): string {
  if (caller.kind === 'account') return `account:${caller.account}`;
  return caller.kind === 'key' ? `key:${caller.key}` : 'public';
}
