import type { FastifyReply, FastifyRequest } from 'fastify';
import { codeOf, FinharborError } from '../errors.ts';
import type { HttpContext } from './endpoint.ts';
import { commonErrors, type Problem, type ProblemField, problemOf } from './problem.ts';
import type { Route } from './route.ts';

/** The fault of a request whose fields are wrong, in any of its parts. */
export class InvalidRequest extends FinharborError {
  readonly problemFields: readonly ProblemField[];

  constructor(problemFields: readonly ProblemField[]) {
    super({ code: 'request.invalid', publicMessage: 'Some fields are wrong; see errors.' });
    this.problemFields = problemFields;
  }
}

/** Where a fault came up; `route` is undefined before one was found. */
export type FaultScene = {
  readonly context: Pick<HttpContext, 'errors' | 'strict'>;
  readonly request: FastifyRequest;
  readonly route: Route | undefined;
};

/** A fault as a problem document, its code logged; what is no `FinharborError` of the table says only `internal`. */
export function problemFor(scene: FaultScene, error: unknown): Problem {
  const { context, request, route } = scene;
  const fault = fastifyFault(error) ?? error;
  const parts = {
    code: codeOf(fault),
    detail: fault instanceof FinharborError ? fault.publicMessage : '',
    instance: `urn:uuid:${request.id}`,
    errors: fieldsOf(fault),
  };
  const broken = contractBreach(scene, parts.code);
  const problem = broken
    ? { ...problemOf(context.errors, { ...parts, code: 'internal' }), detail: `${broken} ${parts.detail}` }
    : problemOf(context.errors, parts);
  const line = { code: parts.code, status: problem.status, route: route?.path ?? '' };
  if (problem.status >= 500) request.log.error({ ...line, err: fault }, 'fault');
  else request.log.info(line, 'refused');
  return problem;
}

/** Answers a fault with its problem document, and says when to come again where the fault does. */
export function sendProblem(reply: FastifyReply, problem: Problem, fault: unknown): void {
  reply.code(problem.status).type('application/problem+json; charset=utf-8');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  const retryAfterMs = fault instanceof FinharborError ? fault.retryAfterMs : undefined;
  if (retryAfterMs !== undefined)
    reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  reply.send(JSON.stringify(problem));
}

/** In strict mode: how this fault breaks the route's contract. */
function contractBreach({ context, route }: FaultScene, code: string): string | undefined {
  if (!context.strict || !route) return undefined;
  if (code === 'route.bad_response') return 'Bad response.';
  // Credentials may be refused on every route that asks for them; the authenticator owns those codes.
  const declared = code in commonErrors || code.startsWith('access.') || route.errors.includes(code);
  return declared ? undefined : `The route does not declare ${code}.`;
}

function fieldsOf(fault: unknown): readonly ProblemField[] {
  if (fault instanceof InvalidRequest) return fault.problemFields;
  if (!(fault instanceof FinharborError)) return [];
  return fault.fields.map((field) => ({ in: 'body', ...field }));
}

/** Fastify's own refusals, in our codes. */
function fastifyFault(error: unknown): FinharborError | undefined {
  if (!(error instanceof Error) || error instanceof FinharborError) return undefined;
  const { code, statusCode } = error as Error & { code?: string; statusCode?: number };
  if (statusCode === undefined || statusCode >= 500) return undefined;
  const known = code === undefined ? undefined : fastifyCodes[code];
  const [ours, publicMessage] = known ?? ['request.malformed', 'The request could not be read.'];
  return new FinharborError({ code: ours, publicMessage, cause: error });
}

const fastifyCodes: Readonly<Record<string, readonly [string, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['request.too_large', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['request.unsupported_media_type', 'Send the body as application/json.'],
};
