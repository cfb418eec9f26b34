import type { IncomingMessage, ServerResponse } from 'node:http';
import { fail } from '@finharbor/kernel';
import { digestField } from '../digest.ts';
import { flowInto } from '../flow.ts';
import { metered, recordIfWhole } from '../metered.ts';
import type { ProviderOptions } from '../options.ts';
import { contentRange, type Span, wantedOf } from '../range.ts';
import type { Opened } from '../sources/port.ts';
import type { Version } from '../store.ts';
import { type Admitted, admit } from './admit.ts';

/** A request for the data of a transfer. */
export type PullRequest = {
  readonly transferId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

/**
 * Answers GET and HEAD of a transfer's data (RFC 9110: `Range`, `If-Range`, `If-Match`, 206, 416; RFC 9530: `Repr-Digest`, and
 * `Content-Digest` where the whole is sent). Each request is decided anew. Faults before the first byte are thrown; after it they
 * break the connection, so that a part is never taken for the whole.
 */
export async function servePull(pull: PullRequest, options: ProviderOptions): Promise<void> {
  const { transferId, request, response } = pull;
  const admitted = await admit(transferId, request.headers.authorization, options);
  const { version, datasetId } = admitted.outgoing;
  await using opened = await options.source.open({ datasetId, transferId });
  if (opened.etag !== version.etag)
    fail('planes.source_changed', 'The data is of a newer version. Ask for a new transfer.');
  const ifMatch = request.headers['if-match'];
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== version.etag)
    fail('planes.precondition_failed', 'The data is of another version.');
  const { range } = request.headers;
  const ifRange = request.headers['if-range'] as string | undefined;
  const wanted = wantedOf({ range: request.method === 'GET' ? range : undefined, ifRange }, version);
  if (wanted.kind === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${version.size}`);
    fail('planes.range_unsatisfiable', 'The range lies beyond the end of the data.');
  }
  const span = wanted.kind === 'part' ? wanted.span : { from: 0, to: version.size };
  if (span.from < admitted.span.from || span.to > admitted.span.to)
    fail('planes.range_refused', 'The token does not reach these bytes.');
  if (request.method === 'GET') await options.store.outgoing.begin(transferId, options.clock.nowMs());
  response.writeHead(wanted.kind === 'part' ? 206 : 200, headersOf(version, wanted.kind, span));
  if (request.method === 'HEAD') response.end();
  else await flow({ pull, admitted, opened, span }, options);
}

function headersOf(version: Version, kind: 'whole' | 'part', span: Span): Record<string, string | number> {
  const digest = digestField(version.sha256);
  return {
    'content-type': version.mediaType,
    'content-length': span.to - span.from,
    'accept-ranges': 'bytes',
    etag: version.etag,
    'repr-digest': digest,
    'cache-control': 'no-store',
    ...(kind === 'part'
      ? { 'content-range': contentRange(span, version.size) }
      : { 'content-digest': digest }),
  };
}

type Flow = {
  readonly pull: PullRequest;
  readonly admitted: Admitted;
  readonly opened: Opened;
  readonly span: Span;
};

async function flow(
  { pull: { transferId, response }, admitted: { outgoing }, opened, span }: Flow,
  options: ProviderOptions,
): Promise<void> {
  const data = opened.read(span.from, span.to);
  await flowInto(metered(data, { outgoing, span }, options), response);
  await recordIfWhole(outgoing, options);
  options.report({ kind: 'served', transferId, bytes: span.to - span.from });
}
