import { z } from 'zod';

/** One server-sent event; `id` comes back as `lastEventId` when a client reconnects. */
export type ServerEvent<T> = { readonly id?: string; readonly event?: string; readonly data: T };

/** What a streaming route answers: events until the iterable ends or the client leaves. */
export type EventStream<T> = AsyncIterable<ServerEvent<T>>;

/** How an answer or a body that is not JSON travels. */
export type WireForm =
  | { readonly kind: 'bytes' | 'file'; readonly mediaType: string }
  | { readonly kind: 'stream'; readonly mediaType: string; readonly mediaTypes: readonly string[] }
  | { readonly kind: 'events'; readonly data: z.ZodType }
  | { readonly kind: 'empty' };

const forms = new WeakMap<z.ZodType, WireForm>();

/** A schema for bytes of a media type, as a request body or an answer; not JSON. */
export function bytesOf(mediaType: string): z.ZodType<Uint8Array> {
  const schema: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);
  forms.set(schema, { kind: 'bytes', mediaType });
  return schema;
}

/** Bytes that are read no faster than they are sent; `size` is null where how many is not known beforehand. */
export type FileStream = { readonly size: number | null; readonly bytes: AsyncIterable<Uint8Array> };

/** A schema for an answer that is a file of a media type, of any size: it is never held in memory as a whole. */
export function fileOf(mediaType: string): z.ZodType<FileStream> {
  const schema: z.ZodType<FileStream> = z.custom<FileStream>(
    (value) => typeof value === 'object' && value !== null && 'bytes' in value && 'size' in value,
  );
  forms.set(schema, { kind: 'file', mediaType });
  return schema;
}

/** A request body as its handler is given it, of which a client gives a `Blob`; `size` is null where it was not announced. */
export type StreamedBody = FileStream & { readonly mediaType: string };

/**
 * A schema for a request body, of one of these media types (a client of ours sends the first), that its handler reads as it comes in, of up to the route's `maxBodyBytes`: it is never held
 * in memory as a whole. The route takes no Idempotency-Key, for which the body would have to be read first: make it safe to repeat. Only accounts may call it: a signature covers a body as a whole.
 */
export function streamOf(...mediaTypes: readonly [string, ...string[]]): z.ZodType<StreamedBody> {
  const schema: z.ZodType<StreamedBody> = z.custom<StreamedBody>();
  forms.set(schema, { kind: 'stream', mediaType: mediaTypes[0], mediaTypes });
  return schema;
}

/** A schema for an answer of server-sent events, each carrying `data` as JSON. */
export function eventsOf<T>(data: z.ZodType<T>): z.ZodType<EventStream<T>> {
  const schema: z.ZodType<EventStream<T>> = z.custom<EventStream<T>>(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
  );
  forms.set(schema, { kind: 'events', data });
  return schema;
}

/** A schema for an answer without a body (204). */
export function emptyBody(): z.ZodType<undefined> {
  const schema: z.ZodType<undefined> = z.undefined();
  forms.set(schema, { kind: 'empty' });
  return schema;
}

/** Whether a route takes its body as it comes in. */
export function isStreamed({ body }: { readonly body?: z.ZodType | undefined }): boolean {
  return body !== undefined && wireForm(body)?.kind === 'stream';
}

/** How a schema travels; undefined for plain JSON. */
export function wireForm(schema: z.ZodType): WireForm | undefined {
  return forms.get(schema);
}
