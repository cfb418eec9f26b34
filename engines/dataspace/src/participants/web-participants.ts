import { type Clock, fail, type Random, type SigningKey } from '@finharbor/kernel';
import { checkCredential, type SeenCredentials } from './credential.ts';
import { isSignedBy } from './jws.ts';
import { membershipType } from './membership.ts';
import type { Authentication, IncomingRequest, Participants } from './port.ts';
import type { Replays } from './replays.ts';
import type { Resolve } from './resolver.ts';
import type { CheckStatus } from './status-list.ts';
import { type ReadToken, readToken, signToken } from './token.ts';

/** How it is known who belongs to the data space. */
export type Membership = {
  /** This participant's own credential; undefined while it has none. */
  readonly own: () => Promise<string | undefined>;
  /** The identifiers of the authorities whose credentials count. */
  readonly authorities: ReadonlySet<string>;
  readonly checkStatus: CheckStatus;
};

/** What the identity of a connector is made of. */
export type WebParticipantsOptions = {
  readonly key: SigningKey;
  readonly did: string;
  /** The address under which peers reach this connector, such as `https://node.example`. */
  readonly root: string;
  readonly resolve: Resolve;
  readonly membership: Membership;
  readonly replays: Replays;
  readonly clock: Clock;
  readonly random: Random;
};

/**
 * Participants known by `did:web` and by a membership credential. Each attempt to send a message carries a token, signed by the sender
 * for this receiver, method, address and body, good for one use within a minute (30 seconds of clock difference are forgiven), with
 * the membership by value. A host is asked for its document only after the authority's signature on the membership has been checked:
 * strangers cannot make this process call anybody.
 *
 * What the Decentralized Claims Protocol 1.0 would add: the token becomes its self-issued ID token, in which a claim `token` takes the
 * place of `membership`: an access token with which the receiver asks the sender's `CredentialService` (a service of its document) for a
 * presentation (`PresentationQueryMessage`). What comes back is checked by the same `checkCredential` and `checkStatus`, and the binding
 * to method, address and body stays beside it.
 *
 * Errors: `dataspace.no_membership` (no credential to send with), `dataspace.peer_unreachable` (what is needed to tell who sent a
 * message cannot be fetched now: answer 503, and the sender comes again).
 */
export function webParticipants(options: WebParticipantsOptions): Participants {
  const { did, key, membership, clock, random } = options;
  const seen: SeenCredentials = new Map();
  return {
    self: did,
    authorize: async (request) => {
      const own = await membership.own();
      if (own === undefined)
        return fail('dataspace.no_membership', 'This participant has no valid membership of the data space.');
      const jti = Buffer.from(random.bytes(16)).toString('base64url');
      const token = signToken({ did, key }, request, { nowMs: clock.nowMs(), jti, membership: own });
      return `Bearer ${token}`;
    },
    authenticate: (request) => authenticate({ ...options, seen }, request),
  };
}

type Receiving = WebParticipantsOptions & { readonly seen: SeenCredentials };

async function authenticate(options: Receiving, request: IncomingRequest): Promise<Authentication> {
  const { did, root, clock, replays } = options;
  const nowMs = clock.nowMs();
  const read = readToken({ self: did, root, nowMs }, request);
  if (typeof read === 'string') return refused(read);
  const reason = await strangerReason(options, read);
  if (reason !== undefined) return refused(reason);
  const { iss: issuer, jti } = read.token;
  // Last, so that only a member can fill the memory.
  const isFresh = await replays.remember({ issuer, jti, nowMs, expiresMs: read.expiresMs });
  return isFresh ? { kind: 'participant', id: issuer } : refused('used before');
}

/** Why a token's issuer is no member that has signed it; undefined where it is one. */
async function strangerReason(
  { resolve, clock, membership, seen }: Receiving,
  { jws, kid, token }: ReadToken,
): Promise<string | undefined> {
  const isTrusted = (issuer: string): boolean => membership.authorities.has(issuer);
  const checked = await checkCredential({ resolve, clock, isTrusted, seen }, token.membership);
  if (checked.kind !== 'valid') return reasonOrFault('membership', checked);
  const { credential } = checked;
  if (!credential.type.includes(membershipType)) return 'membership: credential of another type';
  if (credential.credentialSubject.id !== token.iss) return 'membership: of another participant';
  const found = await resolve(token.iss, { keyId: kid });
  if (found.kind !== 'resolved') return reasonOrFault('sender', found);
  const key = found.document.authentication.get(kid);
  if (!key || !isSignedBy(jws, key)) return 'not signed by its issuer';
  const status = await membership.checkStatus(credential);
  if (status.kind === 'standing') return undefined;
  return status.kind === 'revoked' ? 'membership: revoked' : reasonOrFault('membership', status);
}

function reasonOrFault(
  what: string,
  { kind, reason }: { readonly kind: 'refused' | 'unreachable'; readonly reason: string },
): string {
  if (kind === 'refused') return `${what}: ${reason}`;
  return fail('dataspace.peer_unreachable', 'Who sent this cannot be told at the moment; send it again.');
}

function refused(reason: string): Authentication {
  return { kind: 'refused', reason };
}
