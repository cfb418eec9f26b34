// What a page may import: contracts of routes and the values they carry, nothing that needs a server's runtime.
export { canonicalJson, type Json } from '../canonical.ts';
export { type Clock, instantMs, instantText } from '../clock.ts';
export { type Currency, currencies, currencyDigits } from '../currency.ts';
export { codeOf, type FieldError, FinharborError, fail } from '../errors.ts';
export {
  type CallInput,
  type CallOptions,
  type ClientRequest,
  type FetchLike,
  RemoteProblem,
  type TypedClient,
  typedClient,
} from '../http/client.ts';
export {
  commonErrors,
  type ErrorEntry,
  type ErrorTable,
  type Problem,
  type ProblemField,
} from '../http/problem.ts';
export { type Bilingual, defineRoute, type Route, type RouteLink } from '../http/route.ts';
export {
  bytesOf,
  type EventStream,
  emptyBody,
  eventsOf,
  type FileStream,
  fileOf,
  type ServerEvent,
  type StreamedBody,
  streamOf,
} from '../http/schemas.ts';
export { unattendedHeader } from '../http/unattended.ts';
export { wholeBody } from '../http/whole-body.ts';
export type { PublicKey } from '../keys.ts';
export { compareMoney, formatMoney, type Money, money, moneySchema, parseMoney } from '../money.ts';
export { pageErrors } from '../page-errors.ts';
export { type Cursor, type Page, type PageRequest, pageQuery, pageSchema } from '../pagination.ts';
export { paperErrors } from '../paper/errors.ts';
export type { PaperLanguage } from '../paper/paper.ts';
export { type PaperQuery, paperCodes, paperQueryFields, paperRoute } from '../paper/route.ts';
export { isSyntheticUscc, parseUscc, type Uscc, usccSchema } from '../uscc.ts';
export {
  dateSchema,
  hasUnseen,
  idSchema,
  instantSchema,
  publicKeySchema,
  queryInteger,
  textSchema,
} from '../wire.ts';
