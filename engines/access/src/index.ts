export {
  type AccessPolicy,
  type Account,
  type AccountStore,
  type AccountStoreOptions,
  accessPolicy,
  accountStore,
  type NewAccount,
  type NewSession,
  type PasswordChange,
  type Session,
  type SignIn,
} from './accounts.ts';
export { type AuthenticatorParts, authenticator } from './authenticator.ts';
export { deleteSession, getSession, postSession, postSetup, putPassword } from './contract.ts';
export type { AccessTables } from './database.gen.ts';
export {
  type DocumentBody,
  type DocumentCheck,
  type DocumentRefusal,
  type SignedDocument,
  signDocument,
  type UnsignedDocument,
  verifyDocument,
} from './documents.ts';
export { accessErrors } from './errors.ts';
export { type AccessHttp, accessEndpoints, setupPurpose } from './http.ts';
export { accessMigrations } from './migrations.ts';
export { forgetExpired, nonceStore } from './nonces.ts';
export { type ScryptCost, scryptCost } from './passwords.ts';
export {
  type NonceStore,
  type OutgoingRequest,
  type RequestCheck,
  type RequestRefusal,
  type RequestSigner,
  type RequestVerifier,
  signRequest,
  verifyRequest,
} from './signed-requests.ts';
