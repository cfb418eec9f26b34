import { once } from 'node:events';
import {
  type ClientHttp2Session,
  connect,
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { codeOf, fail } from '@finharbor/kernel';
import { type PushRequest, type PushResponse, pushRequest, pushResponse } from './messages.ts';

/** A party's own key and certificate, and those that the other side's certificate must come from; PEM. */
export type TlsFiles = {
  readonly key: string;
  readonly certificate: string;
  readonly authorities: readonly string[];
};

/** `plain` leaves line and peer to something around the process: a tunnel, a gateway, a test. */
export type Security = TlsFiles | 'plain';

/** Where `ReceiverService.Push` is served, and the limits it is served under. */
export type ServeOptions = {
  readonly listen: { readonly host: string; readonly port: number };
  readonly security: Security;
  readonly messageBytes: number;
  /** From a request's first byte to its last. */
  readonly pushMs: number;
  /** How long calls still open may take when it is closed. */
  readonly closeMs: number;
};

/** Answers pushes until it is closed. */
export type PushServer = { readonly port: number; readonly close: () => Promise<void> };

/** Calls `Push` at a peer. Errors of `push`: `fusion.peer_gone`. */
export type PushClient = {
  readonly push: (request: PushRequest) => Promise<PushResponse>;
  readonly close: () => void;
};

const path = '/org.interconnection.link.ReceiverService/Push';
const contentType = 'application/grpc';
// gRPC over HTTP/2 puts before a message a byte that says whether it is compressed, and its length in four.
const prefixBytes = 5;
// Beside the value: key, rank and chunk.
const envelopeBytes = 1024;
const maxConnections = 16;
const maxCalls = 32;
// brpc, the reference implementation's client, sends a request only where it fits whole into what both windows have left.
const callWindow = 4 << 20;
const connectionWindow = maxCalls * callWindow;
const status = { ok: 0, invalidArgument: 3, resourceExhausted: 8, unimplemented: 12 } as const;

/** Serves `Push` as gRPC over HTTP/2. */
export async function servePush(
  options: ServeOptions,
  onPush: (request: PushRequest) => Promise<PushResponse>,
): Promise<PushServer> {
  const server = newServer(options.security);
  server.maxConnections = maxConnections;
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.setLocalWindowSize(connectionWindow);
    session.once('close', () => sessions.delete(session));
  });
  // What is wrong with a connection ends that connection, and no more.
  server.on('sessionError', () => {});
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const deadline = setTimeout(() => stream.destroy(), options.pushMs);
    const arrived = (): void => clearTimeout(deadline);
    stream.once('close', arrived);
    stream.on('error', () => {});
    void answer(stream, { headers, options, onPush, arrived });
  });
  server.listen(options.listen);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const session of sessions) session.close();
      const cut = setTimeout(() => {
        for (const session of sessions) session.destroy();
      }, options.closeMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

function newServer(security: Security): Http2Server {
  const settings = { maxConcurrentStreams: maxCalls, initialWindowSize: callWindow };
  if (security === 'plain') return createServer({ settings });
  const { key, certificate, authorities } = security;
  return createSecureServer({
    ...{ settings, key, cert: certificate, ca: [...authorities], minVersion: 'TLSv1.3' },
    ...{ requestCert: true, rejectUnauthorized: true },
  });
}

type Call = {
  readonly headers: IncomingHttpHeaders;
  readonly options: ServeOptions;
  readonly onPush: (request: PushRequest) => Promise<PushResponse>;
  readonly arrived: () => void;
};

async function answer(stream: ServerHttp2Stream, { headers, options, onPush, arrived }: Call): Promise<void> {
  try {
    if (headers[':path'] !== path || !headers['content-type']?.startsWith(contentType))
      return refuse(stream, status.unimplemented);
    const arriving = stream.iterator({ destroyOnReturn: false });
    const body = await collect(arriving, options.messageBytes + envelopeBytes);
    arrived();
    if (body === undefined) return refuse(stream, status.resourceExhausted);
    const request = unframed(body);
    if (request === undefined) return refuse(stream, status.invalidArgument);
    const response = await onPush(pushRequest.decode(request));
    stream.respond({ ':status': 200, 'content-type': contentType }, { waitForTrailers: true });
    stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': `${status.ok}` }));
    stream.end(framed(pushResponse.encode(response)));
  } catch (error) {
    if (codeOf(error) === 'fusion.bad_message') refuse(stream, status.invalidArgument);
    else stream.destroy();
  }
}

function refuse(stream: ServerHttp2Stream, code: number): void {
  if (stream.destroyed) return;
  const headers = { ':status': 200, 'content-type': contentType, 'grpc-status': `${code}` };
  stream.respond(headers, { endStream: true });
  stream.resume();
}

/** All that a stream brings; undefined as soon as it is more than allowed. */
async function collect(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

function framed(bytes: Uint8Array): Uint8Array {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([prefix, bytes]);
}

/** The one message of a call, which is never compressed here; undefined for anything else. */
function unframed(body: Uint8Array): Uint8Array | undefined {
  if (body.length < prefixBytes || body[0] !== 0) return undefined;
  const length = Buffer.from(body.buffer, body.byteOffset, prefixBytes).readUInt32BE(1);
  return length === body.length - prefixBytes ? body.subarray(prefixBytes) : undefined;
}

/** A client that connects when it is first used, and again after its connection broke. */
export function pushClient(peer: { readonly authority: string; readonly security: Security }): PushClient {
  let session: ClientHttp2Session | undefined;
  const opened = (): ClientHttp2Session => {
    if (session === undefined || session.destroyed || session.closed) {
      session = openSession(peer.authority, peer.security);
      // A call on it reports what is the matter.
      session.on('error', () => {});
    }
    return session;
  };
  return {
    push: (request) => call(opened(), request),
    close: () => session?.destroy(),
  };
}

function openSession(authority: string, security: Security): ClientHttp2Session {
  if (security === 'plain') return connect(`http://${authority}`);
  const { key, certificate, authorities } = security;
  const minVersion = 'TLSv1.3';
  return connect(`https://${authority}`, { key, cert: certificate, ca: [...authorities], minVersion });
}

async function call(session: ClientHttp2Session, request: PushRequest): Promise<PushResponse> {
  let answered: IncomingHttpHeaders = {};
  try {
    const stream = session.request({
      ...{ ':method': 'POST', ':path': path },
      ...{ 'content-type': contentType, te: 'trailers' },
    });
    stream.on('response', (headers) => (answered = { ...answered, ...headers }));
    stream.on('trailers', (headers) => (answered = { ...answered, ...headers }));
    stream.end(framed(pushRequest.encode(request)));
    const body = (await collect(stream, envelopeBytes)) ?? new Uint8Array(0);
    const code = answered['grpc-status'];
    const message = unframed(body);
    if (code === `${status.ok}` && message !== undefined) return pushResponse.decode(message);
    return fail('fusion.peer_gone', `The peer answered gRPC status ${code ?? 'none'} to a message.`);
  } catch (error) {
    if (codeOf(error) !== 'internal') throw error;
    return fail('fusion.peer_gone', 'The peer cannot be reached.', error);
  }
}
