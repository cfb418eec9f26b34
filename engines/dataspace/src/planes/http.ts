import type { IncomingMessage, ServerResponse } from 'node:http';
import { codeOf, FinharborError, fail } from '@finharbor/kernel';
import { planeErrors } from './errors.ts';
import type { ConsumerOptions, ProviderOptions } from './options.ts';
import { renew } from './pull/renew.ts';
import { servePull } from './pull/serve.ts';
import { type Inbox, takeIn } from './push/take-in.ts';

/** What an address serves: the data of transfers, what comes in for others, or both. */
export type PlaneHttp = {
  readonly provider?: ProviderOptions | undefined;
  readonly consumer?: (ConsumerOptions & { readonly inbox: Inbox }) | undefined;
};

/** Serves one request to the end; never rejects. */
export type PlaneListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const mostFormBytes = 16_384;

/**
 * Serves `GET|HEAD /data/:transfer`, `POST /data/:transfer/token` and `HEAD|PATCH /inbox/:transfer`, wherever they are mounted. Bodies
 * are streams: a server that reads them itself must leave these addresses out.
 */
export function planeListener({ provider, consumer }: PlaneHttp): PlaneListener {
  return async (request, response) => {
    const path = pathOf(request.url ?? '');
    const report = (provider ?? consumer)?.report;
    try {
      await serve({ path, request, response }, { provider, consumer });
    } catch (error) {
      const code = codeOf(error);
      report?.({ kind: response.headersSent ? 'broken' : 'refused', transferId: path.transferId, code });
      if (response.headersSent) response.destroy();
      else refuse(request, response, error);
    }
  };
}

type Path = { readonly kind: string; readonly transferId: string };
type Exchange = { readonly path: Path; readonly request: IncomingMessage; readonly response: ServerResponse };

function pathOf(url: string): Path {
  const found = /\/(data|inbox)\/([^/?]{1,600})(\/token)?$/.exec(url);
  if (!found) return { kind: 'unknown', transferId: '' };
  try {
    return { kind: `${found[1]}${found[3] ?? ''}`, transferId: decodeURIComponent(found[2]!) };
  } catch {
    return { kind: 'unknown', transferId: '' };
  }
}

async function serve(
  { path, request, response }: Exchange,
  { provider, consumer }: PlaneHttp,
): Promise<void> {
  const { transferId } = path;
  const call = `${request.method} ${path.kind}`;
  if (provider && (call === 'GET data' || call === 'HEAD data'))
    return servePull({ transferId, request, response }, provider);
  if (provider && call === 'POST data/token') {
    const answer = await renew(transferId, await formOf(request), provider);
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(answer));
    return;
  }
  if (consumer && (call === 'HEAD inbox' || call === 'PATCH inbox'))
    return takeIn({ transferId, request, response }, consumer);
  return fail('planes.not_found', 'Nothing is served at this address.');
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > mostFormBytes) fail('planes.too_large', 'A request for a token is short.');
  }
  return new URLSearchParams(text);
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const code = codeOf(error);
  const known = planeErrors[code];
  const status = known?.status ?? 500;
  if (status === 401) response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
  // What the sender still has to say is not read.
  if (!request.complete) response.setHeader('connection', 'close');
  const problem = {
    type: `/api#${known ? code : 'internal'}`,
    title: known?.title.en ?? 'A fault on our side',
    status,
    detail: known && error instanceof FinharborError ? error.publicMessage : '',
    code: known ? code : 'internal',
  };
  response.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(problem));
}
