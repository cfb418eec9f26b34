export { canonicalJson, type Json } from './canonical.ts';
export { type Clock, instantMs, instantText, manualClock, systemClock } from './clock.ts';
export { csvLine } from './csv.ts';
export { type Currency, currencies, currencyDigits } from './currency.ts';
export { codeOf, type Fault, type FieldError, FinharborError, fail } from './errors.ts';
export { gathered } from './gathered.ts';
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
export {
  addMoney,
  compareMoney,
  formatMoney,
  type Money,
  money,
  moneySchema,
  multiplyMoney,
  parseMoney,
  type Rational,
  type Rounding,
  subtractMoney,
} from './money.ts';
export {
  type Cursor,
  decodeCursor,
  encodeCursor,
  type Page,
  type PageRequest,
  pageLimits,
  pageOf,
  pageQuery,
  pageSchema,
} from './pagination.ts';
export { paperErrors } from './paper/errors.ts';
export { paperFacts } from './paper/facts.ts';
export { paperInstant } from './paper/instant.ts';
export type {
  Paper,
  PaperAttachment,
  PaperColumn,
  PaperLanguage,
  PaperPart,
  PaperSection,
  Press,
} from './paper/paper.ts';
export { type Random, systemRandom } from './random.ts';
export { type Pause, type Repetition, repeat, systemPause } from './repeat.ts';
export { sha256 } from './sha256.ts';
export { syntheticUscc } from './synthetic-uscc.ts';
export { isSyntheticUscc, parseUscc, type Uscc, usccSchema } from './uscc.ts';
export {
  bigintSchema,
  bytesSchema,
  dateSchema,
  idSchema,
  instantSchema,
  publicKeySchema,
  queryInteger,
  textSchema,
} from './wire.ts';
export { type Worked, type WorkLimits, type WorkQueue, workQueue } from './work-queue.ts';
