import type { Json } from '@finharbor/kernel';
import { protocolPath } from '../http/serve.ts';
import { context } from '../protocol/wire.ts';
import { loopback } from './loopback.ts';

/** A message that arrived at a peer driven by hand. */
export type Heard = { readonly path: string; readonly body: { readonly [name: string]: Json } };
/** What a connector answered it. */
export type Said = { readonly status: number; readonly body: { readonly [name: string]: Json } };

/** Another participant of which every message is written by the test; what it is sent it takes, unless told otherwise. */
export type HandPeer = AsyncDisposable & {
  readonly address: string;
  readonly heard: Heard[];
  /** How it answers from now on. */
  readonly answer: (status: number, body: object) => void;
  readonly say: (to: string, path: string, message: object) => Promise<Said>;
  readonly ask: (to: string, path: string) => Promise<Said>;
};

/** Opens one, who is known by the token of `tokenParticipants`. */
export async function handPeer(self: string): Promise<HandPeer> {
  const server = await loopback();
  const heard: Heard[] = [];
  let answered: { readonly status: number; readonly body: object } = { status: 200, body: {} };
  server.listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Heard['body'];
    heard.push({ path: (request.url ?? '').replace(protocolPath, ''), body });
    response.writeHead(answered.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answered.body));
  });
  const headers = { authorization: `Token ${self}`, 'content-type': 'application/json' };
  const read = async (response: Response): Promise<Said> => ({
    status: response.status,
    body: (await response.json()) as Said['body'],
  });
  return {
    address: `${server.root}${protocolPath}`,
    heard,
    answer: (status, body) => {
      answered = { status, body };
    },
    say: async (to, path, message) => {
      const body = JSON.stringify({ '@context': context, ...message });
      return read(await fetch(`${to}${path}`, { method: 'POST', headers, body }));
    },
    ask: async (to, path) => read(await fetch(`${to}${path}`, { headers })),
    [Symbol.asyncDispose]: server[Symbol.asyncDispose],
  };
}
