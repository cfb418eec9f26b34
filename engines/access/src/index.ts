export {
  type Account,
  type NewSession,
  type OpenedSession,
  type PendingSignIn,
  sessionIn,
} from './account.ts';
export { accountStore } from './accounts/account-store.ts';
export {
  type AccessPolicy,
  type AccountStore,
  type AccountStoreOptions,
  accessPolicy,
  type NewAccount,
  type NewInvitation,
  type PasswordChange,
  type Session,
  type SignIn,
} from './accounts/store.ts';
export type { AuditEvent, AuditPage, AuditQuery } from './audit/event.ts';
export { auditEndpoints } from './audit/http.ts';
export type { Anchor, Seal, SealParts, TrailCheck } from './audit/seal.ts';
export { type AuditTrail, auditTrail } from './audit/trail.ts';
export { type AuthenticatorParts, authenticator } from './authenticator.ts';
export type { Client } from './client.ts';
export { postSetup } from './contract/accounts.ts';
export type { DemoOwnFirm, DemoPerson, Place } from './contract/place.ts';
export { getPolicy } from './contract/policy.ts';
export { getSession, postSession } from './contract/session.ts';
export { postProof } from './contract/sign-in.ts';
export type { SessionCookie } from './cookie.ts';
export type { AccessTables } from './database.gen.ts';
export type {
  DocumentBody,
  DocumentCheck,
  DocumentRefusal,
  SignedDocument,
  UnsignedDocument,
} from './document-form.ts';
export { signDocument, verifyDocument } from './documents.ts';
export { accessErrors } from './errors.ts';
export { factorErrors } from './factors/errors.ts';
export type { Site } from './factors/forms.ts';
export { type Authority, authorities, deputiesOf } from './governance/authority.ts';
export { type Actor, actorOf, type FourEyes, fourEyes } from './governance/four-eyes.ts';
export { type Governance, governanceStore } from './governance/store.ts';
export type { Vouched, VouchedFor } from './governance/verification.ts';
export { governanceErrors } from './governance-errors.ts';
export { type AccessHttp, accessEndpoints, type DemoAccess, setupPurpose } from './http.ts';
export { accessMigrations } from './migrations.ts';
export { forgetExpired, nonceStore } from './nonces.ts';
export { type CertificateSettings, certificateProvider } from './outside/certificate.ts';
export { outsideErrors } from './outside/errors.ts';
export type { OutsideHttp, ServedProvider } from './outside/http.ts';
export { type Mapping, mappedAccount } from './outside/mapping.ts';
export { type Oauth2Settings, oauth2Provider } from './outside/oauth2.ts';
export { type OidcSettings, oidcProvider } from './outside/oidc.ts';
export type { OutsideProvider } from './outside/provider.ts';
export { type AuditPaperHttp, auditPaperEndpoint, erasurePaperEndpoint } from './paper/http.ts';
export { type PasswordCost, passwordCost } from './password-hash.ts';
export { personalErrors } from './personal/errors.ts';
export type { Erasure, FieldOwner, PersonalField, Retention } from './personal/field.ts';
export { accessPersonalFields } from './personal/fields.ts';
export { personalEndpoints } from './personal/http.ts';
export { type MaskName, masked } from './personal/mask.ts';
export { type Personal, personalData } from './personal/personal.ts';
export { type Swept, sweep } from './personal/retention.ts';
export { subjectCommitment } from './personal/subject.ts';
export { authorize, proofValidMs } from './policy/authorize.ts';
export { type PolicyRow, policyOf } from './policy/matrix.ts';
export type { OutgoingRequest } from './request-form.ts';
export { type ResidentHttp, residentEndpoints } from './residents/http.ts';
export { type Identified, type KnownPerson, type PeopleBook, peopleBook } from './residents/known.ts';
export { rolesAt } from './roles.ts';
export type { SealAlgorithm } from './sealing/gcm.ts';
export { type KeyFileOptions, openKeyFile } from './sealing/key-file.ts';
export { serveKeyStore, socketKeyStore } from './sealing/key-socket.ts';
export type { KeyStore, KeysInUse } from './sealing/key-store.ts';
export type { SealContext } from './sealing/sealed-text.ts';
export { type Sealer, type SealingOptions, sealerOn } from './sealing/sealer.ts';
export {
  type NonceStore,
  type RequestCheck,
  type RequestRefusal,
  type RequestSigner,
  type RequestVerifier,
  signRequest,
  verifyRequest,
} from './signed-requests.ts';
