import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { mostBodyBytes, type Serve } from './serve.ts';

/**
 * A listener of `node:http` for a connector. A body is kept up to the limit and no further: the rest of a longer one is let go by, so
 * that its sender hears why it was refused.
 */
export function nodeListener(serve: Serve, onFault: (error: unknown) => void): RequestListener {
  return (request, response) => {
    answer(serve, request, response).catch((error: unknown) => {
      onFault(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

async function answer(serve: Serve, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const {
    status,
    headers,
    body: text,
  } = await serve({
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: request.headers,
    body,
  });
  const bytes = Buffer.from(text);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.end(bytes);
}

/** The body, or so much of it that it is seen to be too long. */
async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size > mostBodyBytes) continue;
    size += chunk.length;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
