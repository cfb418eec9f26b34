import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { FinharborError } from '../errors.ts';
import type { HttpContext } from './endpoint.ts';
import type { Route } from './route.ts';
import { type EventStream, type FileStream, wireForm } from './schemas.ts';
import { sendEvents } from './sse.ts';

/** An answer in its wire form. */
export type Outgoing =
  | { readonly kind: 'text'; readonly status: number; readonly mediaType: string; readonly text: string }
  | {
      readonly kind: 'bytes';
      readonly status: number;
      readonly mediaType: string;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'file'; readonly status: number; readonly mediaType: string; readonly file: FileStream }
  | { readonly kind: 'events'; readonly status: number; readonly events: EventStream<unknown> }
  | { readonly kind: 'empty'; readonly status: number };

/** What a handler returned, with its status known only by number. */
export type AnyReply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Writes a reply in its wire form. Errors: `route.bad_response` with the pointers where it breaks the route's schema. */
export function encodeReply(route: Route, reply: AnyReply): Outgoing {
  const schema: z.ZodType | undefined = route.responses[reply.status];
  if (!schema) throw badResponse(route, `status ${reply.status} is not declared`);
  const form = wireForm(schema);
  const { status } = reply;
  if (form?.kind === 'empty') return { kind: 'empty', status };
  if (form?.kind === 'bytes')
    return { kind: 'bytes', status, mediaType: form.mediaType, bytes: reply.body as Uint8Array };
  if (form?.kind === 'file')
    return { kind: 'file', status, mediaType: form.mediaType, file: reply.body as FileStream };
  if (form?.kind === 'events')
    return { kind: 'events', status, events: encoded(route, form.data, reply.body as EventStream<unknown>) };
  return {
    kind: 'text',
    status,
    mediaType: 'application/json; charset=utf-8',
    text: JSON.stringify(encodeValue(route, schema, reply.body)),
  };
}

/** Sends an answer; resolves when an event stream has ended. */
export async function send(reply: FastifyReply, outgoing: Outgoing, context: HttpContext): Promise<void> {
  reply.code(outgoing.status);
  if (outgoing.status === 200 && isHeld(reply)) {
    await reply.code(304).removeHeader('content-type').send();
  } else if (outgoing.kind === 'events') {
    await sendEvents(reply, outgoing.events, { heartbeatMs: context.heartbeatMs ?? 15_000 });
  } else if (outgoing.kind === 'empty') {
    await reply.send();
  } else if (outgoing.kind === 'file') {
    const { size, bytes } = outgoing.file;
    reply.type(outgoing.mediaType);
    if (size !== null) reply.header('content-length', size);
    await reply.send(Readable.from(bytes, { objectMode: false }));
  } else {
    reply.type(outgoing.mediaType);
    await reply.send(outgoing.kind === 'text' ? outgoing.text : Buffer.from(outgoing.bytes));
  }
}

/** Whether who asks has the very answer already, by the tag that its handler gave it (RFC 9110, 13.1.2). */
function isHeld(reply: FastifyReply): boolean {
  const tag = reply.getHeader('etag');
  const held = reply.request.headers['if-none-match'];
  return (
    typeof tag === 'string' && (held ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
  );
}

async function* encoded(
  route: Route,
  schema: z.ZodType,
  events: EventStream<unknown>,
): AsyncGenerator<{ id?: string; event?: string; data: unknown }> {
  for await (const event of events) yield { ...event, data: encodeValue(route, schema, event.data) };
}

function encodeValue(route: Route, schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeEncode(value);
  if (result.success) return result.data;
  const where = result.error.issues.map((issue) => `/${issue.path.join('/')} ${issue.code}`);
  throw badResponse(route, where.join(', '));
}

function badResponse(route: Route, detail: string): FinharborError {
  return new FinharborError({
    code: 'route.bad_response',
    publicMessage: `${route.method} ${route.path} answers against its contract: ${detail}`,
  });
}
