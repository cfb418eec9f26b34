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
    }
  | { readonly kind: 'key'; readonly party: string; readonly key: PublicKey };

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

/** Checks the credentials of a request; a request without any is `public`. */
export type Authenticate = (request: IncomingRequest) => Promise<Identification>;

/** A stable name of a caller, for scopes and audit entries. */
export function callerName(caller: Caller): string {
  if (caller.kind === 'account') return `account:${caller.account}`;
  return caller.kind === 'key' ? `key:${caller.key}` : 'public';
}
