export { type Account, type NewSession, type PendingSignIn, sessionIn } from './account.ts';
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
export { type AuthenticatorParts, authenticator } from './authenticator.ts';
export { type Clients, clients } from './client.ts';
export { postSetup } from './contract/accounts.ts';
export type { DemoOwnFirm, DemoPerson, Place } from './contract/place.ts';
export { postSession } from './contract/session.ts';
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
export { aesGcmSealer, type Sealer } from './factors/sealer.ts';
export { type AccessHttp, accessEndpoints, type DemoAccess, setupPurpose } from './http.ts';
export { accessMigrations } from './migrations.ts';
export { forgetExpired, nonceStore } from './nonces.ts';
export { type ScryptCost, scryptCost } from './passwords.ts';
export type { OutgoingRequest } from './request-form.ts';
export {
  type NonceStore,
  type RequestCheck,
  type RequestRefusal,
  type RequestSigner,
  type RequestVerifier,
  signRequest,
  verifyRequest,
} from './signed-requests.ts';
