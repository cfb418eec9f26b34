export { type PaperDraft, type PrintedReply, type Printer, printed } from '../paper/printer.ts';
export { addressGroup } from './address-group.ts';
export { apiPage, apiPagePolicy } from './api-page.ts';
export { type HttpAppOptions, httpApp } from './app.ts';
export { attachment } from './attachment.ts';
export {
  type Arrival,
  type Authenticate,
  type Caller,
  callerName,
  type Decision,
  type Identification,
  type IncomingRequest,
  type Lent,
  type Scope,
} from './caller.ts';
export {
  type CallInput,
  type CallResult,
  type ClientRequest,
  type FetchLike,
  RemoteProblem,
  type TypedClient,
  typedClient,
} from './client.ts';
export {
  type AuditEntry,
  type Endpoint,
  endpoint,
  type Handler,
  type HandlerInput,
  type HttpContext,
  type Reply,
} from './endpoint.ts';
export { type HealthChecks, healthEndpoints, liveRoute, type Ready, readyRoute } from './health.ts';
export type { Claim, IdempotencyStore, IdempotentRequest, StoredAnswer } from './idempotency.ts';
export { errorFacts, logOptions } from './log.ts';
export { type OpenApiDocument, type OpenApiSource, type Operation, openApi } from './openapi.ts';
export {
  commonErrors,
  type ErrorEntry,
  type ErrorTable,
  errorTable,
  type Problem,
  type ProblemField,
  problemSchema,
} from './problem.ts';
export { type Rate, type RateLimit, rateLimit } from './rates.ts';
export { register } from './register.ts';
export {
  type Access,
  type Audit,
  type Bilingual,
  defineRoute,
  type Grant,
  type Part,
  type Route,
  type RouteParts,
  type Shape,
} from './route.ts';
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
} from './schemas.ts';
export { sendEvents } from './sse.ts';
export { unattendedHeader } from './unattended.ts';
export { wholeBody } from './whole-body.ts';
