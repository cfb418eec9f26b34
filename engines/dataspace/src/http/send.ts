import { once } from 'node:events';
import { Agent, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import { FinharborError } from '@finharbor/kernel';
import type { Participants } from '../participants/port.ts';

/** What is sent to another participant. */
export type Sending = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
  readonly audience: string;
  readonly signal: AbortSignal;
  readonly mostBytes: number;
};

/** What it answered. */
export type Answer = {
  readonly status: number;
  /** Its `link` headers. */
  readonly links: string;
  readonly body: Uint8Array;
};

/** An address below a base, whether or not the base ends in a slash. */
export function under(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}

// Connections are kept: a negotiation is several messages to the same address, and many run at once.
const plain = { request: requestPlain, agent: new Agent({ keepAlive: true }) };
const secure = { request: requestSecure, agent: new SecureAgent({ keepAlive: true }) };

/**
 * One attempt, with a credential of its own. Redirections are not followed: the credential is for this address alone.
 * Rejects where there was no answer. Errors: `dataspace.answer_too_long`.
 */
export async function send(participants: Participants, sending: Sending): Promise<Answer> {
  const { method, audience, signal } = sending;
  const body = Buffer.from(sending.body ?? '');
  const authorization = await participants.authorize({ method, url: sending.url, body, audience });
  const url = new URL(sending.url);
  const { request, agent } = url.protocol === 'https:' ? secure : plain;
  const content = { 'content-type': 'application/json', 'content-length': body.length };
  const headers = { authorization, accept: 'application/json', ...(method === 'POST' ? content : {}) };
  const sent = request(url, { method, headers, agent, signal });
  // What breaks after the answer has begun is told by its body.
  sent.on('error', () => {});
  // With the signal: an answer that changes the protocol ends the request without a word.
  const answered = once(sent, 'response', { signal }) as Promise<[IncomingMessage]>;
  sent.end(body);
  const [response] = await answered;
  return {
    status: response.statusCode!,
    links: [response.headers.link ?? []].flat().join(', '),
    body: await readBounded(response, sending.mostBytes),
  };
}

async function readBounded(response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes)
      throw new FinharborError({
        code: 'dataspace.answer_too_long',
        publicMessage: `The other side's answer is longer than ${mostBytes} bytes.`,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
