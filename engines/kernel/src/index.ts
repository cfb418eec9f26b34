export { canonicalJson, type Json, sha256 } from './canonical.ts';
export { type Clock, instantMs, instantText, manualClock, systemClock } from './clock.ts';
export { codeOf, type Fault, type FieldError, FinharborError, fail } from './errors.ts';
export { type Id, type IdSource, idSource, parseId } from './ids.ts';
export {
  fingerprint,
  generateSigningKey,
  type PublicKey,
  parsePublicKey,
  publicKeyObject,
  type Signed,
  type SigningKey,
  signBytes,
  signingKeyFromPem,
  signingKeyToPem,
  verifyBytes,
} from './keys.ts';
export { type Random, systemRandom } from './random.ts';
export {
  bigintSchema,
  bytesSchema,
  dateSchema,
  idSchema,
  instantSchema,
  publicKeySchema,
  queryInteger,
} from './wire.ts';
