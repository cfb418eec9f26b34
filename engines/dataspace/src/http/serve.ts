import { answerCatalog, answerDataset, type CatalogueAnswer } from '../catalogue/serve.ts';
import type { ConnectorContext } from '../context.ts';
import type { Reason } from '../domain.ts';
import { type Family, type Target, targetOf } from '../protocol/endpoints.ts';
import { errorForm, familyOf, stateForm } from '../protocol/process.ts';
import { readMessage, writeMessage } from '../protocol/validate.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { type Reception, receiveFirst, receiveNext } from '../receive.ts';
import type { Work } from '../work.ts';

/** A request as it came in: `path` with its query, `body` as its bytes, of which the credential may speak. */
export type ConnectorRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: Uint8Array;
};

/** What is answered to it. */
export type ConnectorReply = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** The most bytes of a body that is read. */
export const mostBodyBytes: number = 10 * 1024 * 1024;
/** Where the protocol is served below a connector's root. */
export const protocolPath = '/dsp/2025-1';

/** Answers the protocol's requests. */
export type Serve = (request: ConnectorRequest) => Promise<ConnectorReply>;

/** Both roles' endpoints and the version's; what is none of them is answered with 404. */
export function protocolServer(context: ConnectorContext, work: Work): Serve {
  const { origin, pathname } = new URL(context.root);
  const base = pathname.replace(/\/+$/, '');
  return async (request) => {
    // Joined and not resolved: a path may look like another host's address, for which a credential could have been made.
    const url = new URL(`${origin}/${request.path.replace(/^\//, '')}`);
    if (request.method === 'GET' && url.pathname === `${base}/.well-known/dspace-version`) return versions();
    const prefix = `${base}${protocolPath}/`;
    const target = url.pathname.startsWith(prefix)
      ? targetOf(request.method, url.pathname.slice(prefix.length))
      : undefined;
    if (!target) return reply(404, {});
    if (request.body.length > mostBodyBytes) return refusedAs(target, 413, { reason: tooLong });
    const sender = await context.participants.authenticate({
      method: request.method,
      url: url.href,
      body: request.body,
      authorization: one(request.headers.authorization),
    });
    // Who is not known learns as much as one who asks for what does not exist; the reason is for this side alone.
    if (sender.kind === 'refused') {
      context.onRefused({ target: target.kind, reason: sender.reason });
      return refusedAs(target, isCatalog(target) ? 401 : 404, { reason: notFound });
    }
    return answer(context, work, { target, url, request, sender: sender.id });
  };
}

type Known = {
  readonly target: Target;
  readonly url: URL;
  readonly request: ConnectorRequest;
  readonly sender: string;
};

async function answer(context: ConnectorContext, work: Work, known: Known): Promise<ConnectorReply> {
  const { target, url, request, sender } = known;
  if (target.kind === 'state') {
    const found = await context.store.find(target.pid);
    const process = found?.stored.process;
    const isTheirs = process?.peer === sender && familyOf(process) === target.family;
    return process && isTheirs
      ? reply(200, stateForm(process), { type: stateType(target.family) })
      : refusedAs(target, 404, { reason: notFound });
  }
  if (target.kind === 'dataset') return shown(await answerDataset(context, target.id, sender));
  if (target.kind === 'catalog') {
    const isPage = request.method === 'GET';
    const read = isPage ? undefined : readMessage('CatalogRequestMessage', request.body);
    if (read?.kind === 'invalid') return refusedAs(target, 400, { reason: invalid(read.faults) });
    return shown(
      await answerCatalog(context, {
        participant: sender,
        message: read?.message,
        parameters: url.searchParams,
      }),
    );
  }
  const read = readMessage(target.type, request.body);
  if (read.kind === 'invalid') return refusedAs(target, 400, { reason: invalid(read.faults) });
  const received = { family: target.family, message: read.message, sender, body: request.body };
  const reception =
    target.kind === 'first'
      ? await receiveFirst(context, received, target.role)
      : await receiveNext(context, received, target.pid);
  if (reception.kind === 'accepted' && reception.stored) work.turn(reception.stored);
  return receptionReply(target, read.message, reception);
}

type MessageTarget = Extract<Target, { readonly kind: 'first' | 'next' }>;

function receptionReply(target: MessageTarget, message: WireMessage, reception: Reception): ConnectorReply {
  if (reception.kind === 'accepted')
    return reply(target.kind === 'first' ? 201 : 200, stateForm(reception.process), {
      type: stateType(target.family),
    });
  if (reception.kind === 'unknown') return refusedAs(target, 404, { message, reason: notFound });
  if (reception.kind === 'crossed') return refusedAs(target, 503, { message, reason: crossed });
  return refusedAs(target, 400, { message, reason: reception.reason });
}

const notFound: Reason = { code: 'dataspace.not_found', text: ['There is nothing here for you.'] };
const crossed: Reason = {
  code: 'dataspace.crossed',
  text: ['A message to you is under way that comes before this one. Send it again if it still fits then.'],
};
const tooLong: Reason = {
  code: 'dataspace.body_too_long',
  text: [`A message has at most ${mostBodyBytes} bytes.`],
};

function invalid(faults: readonly { readonly pointer: string; readonly detail: string }[]): Reason {
  const text = faults.slice(0, 20).map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`);
  return { code: 'dataspace.message_invalid', text };
}

function shown(found: CatalogueAnswer): ConnectorReply {
  if (found.kind === 'unknown') return refusedAs({ kind: 'catalog' }, 404, { reason: notFound });
  if (found.kind === 'bad_question')
    return refusedAs({ kind: 'catalog' }, 400, {
      reason: { code: 'dataspace.bad_filter', text: [found.detail] },
    });
  const { type, body, links } = found;
  return reply(200, body, { type, ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}) });
}

function isCatalog(target: Target): boolean {
  return target.kind === 'catalog' || target.kind === 'dataset';
}

function stateType(family: Family): string {
  return family === 'negotiation' ? 'ContractNegotiation' : 'TransferProcess';
}

/** An error in the form of the protocol that was addressed. */
function refusedAs(
  target: Target | { readonly kind: 'catalog' },
  status: number,
  { message, reason }: { readonly message?: WireMessage; readonly reason: Reason },
): ConnectorReply {
  const family = 'family' in target ? target.family : 'catalog';
  const error = errorForm(family, message ?? {}, reason) as { readonly '@type': string };
  return reply(status, error, { type: error['@type'] });
}

function versions(): ConnectorReply {
  const version = { version: '2025-1', path: protocolPath, binding: 'HTTPS' };
  return reply(200, { protocolVersions: [version] });
}

type Shaped = { readonly type?: string; readonly headers?: ConnectorReply['headers'] };

function reply(status: number, body: object, { type, headers = {} }: Shaped = {}): ConnectorReply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: type === undefined ? JSON.stringify(body) : writeMessage(type, body),
  };
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}
