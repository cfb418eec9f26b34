export type { Reach } from './addresses.ts';
export { didDocumentRoute, selfDescriptionRoute, statusListRoute } from './contract.ts';
export {
  type Credential,
  type CredentialCheck,
  type CredentialDraft,
  type CredentialVerifier,
  checkCredential,
  type Issuer,
  issueCredential,
  type StatusEntry,
} from './credential.ts';
export { type DidDocument, type DidService, keyIdOf, type OwnDocument } from './did-document.ts';
export { didWebOf, didWebUrl } from './did-web.ts';
export { participantErrors } from './errors.ts';
export { type Fetched, type FetchOptions, type FetchText, textFetcher } from './fetch-text.ts';
export { type HeldCredentials, type HeldOptions, heldCredentials } from './held-credentials.ts';
export { type PublicFace, participantEndpoints } from './http.ts';
export {
  type AuthorityOptions,
  type MembershipAuthority,
  type MembershipRequest,
  membershipAuthority,
  membershipType,
} from './membership.ts';
export type { Authentication, IncomingRequest, OutgoingRequest, Participants } from './port.ts';
export { postgresReplays, type Replays, type TokenUse } from './replays.ts';
export { didWebResolver, type Resolution, type Resolve, type ResolverOptions } from './resolver.ts';
export { describeSelf, type SelfDescription } from './self-description.ts';
export { type CheckStatus, type StatusCheck, type StatusReader, statusReader } from './status-list.ts';
export { type Membership, type WebParticipantsOptions, webParticipants } from './web-participants.ts';
