export type { CredentialsContext, LogPort } from './context.ts';
export type { CredentialsTables } from './database.gen.ts';
export { credentialErrors } from './errors.ts';
export { type CredentialsHttp, credentialEndpoints } from './http.ts';
export {
  type IssuerKey,
  type KeyFiles,
  type Keyring,
  type KeyringParts,
  openKeyring,
} from './keys/keyring.ts';
export { credentialsMigrations } from './migrations.ts';
export { readNumber } from './number.ts';
export {
  type CredentialStatus,
  changeStatus,
  type StatusChange,
  type StatusChanged,
} from './records/change-status.ts';
export { findCredential, type StoredCredential } from './records/find.ts';
export { type Forgotten, forgetCredential } from './records/forget.ts';
export { type IssuedCredential, issueCredential, type WantedCredential } from './records/issue.ts';
export { type Lists, openLists, type ServedList } from './records/lists.ts';
export { logCredentials } from './records/log.ts';
export { presentCredential, type Showing } from './sd-jwt/present.ts';
export type { ClaimValue } from './type-metadata.ts';
export { type ClaimType, type CredentialType, defineCredentialType } from './types.ts';
export {
  type Check,
  type CheckName,
  type CredentialFault,
  statusReference,
  type Trust,
  type Verdict,
  verifyCredential,
} from './verify.ts';
