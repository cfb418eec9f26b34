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
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array };

/** An address below a base, whether or not the base ends in a slash. */
export function under(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}

/**
 * One attempt, with a credential of its own. Redirections are not followed: the credential is for this address alone.
 * Rejects where there was no answer. Errors: `dataspace.answer_too_long`.
 */
export async function send(participants: Participants, sending: Sending): Promise<Answer> {
  const { method, url, audience, signal } = sending;
  const body = new TextEncoder().encode(sending.body ?? '');
  const authorization = await participants.authorize({ method, url, body, audience });
  const response = await fetch(url, {
    method,
    headers: {
      authorization,
      accept: 'application/json',
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body } : {}),
    redirect: 'manual',
    signal,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: await readBounded(response, sending.mostBytes),
  };
}

async function readBounded(response: Response, mostBytes: number): Promise<Uint8Array> {
  const { headers } = response;
  // A stated length holds, of what is not packed, and reading at once costs a fraction of reading by chunks.
  const stated = headers.has('content-encoding') ? null : headers.get('content-length');
  if (stated !== null && Number(stated) <= mostBytes) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes)
      throw new FinharborError({
        code: 'dataspace.answer_too_long',
        publicMessage: `The other side's answer is longer than ${mostBytes} bytes.`,
      });
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
