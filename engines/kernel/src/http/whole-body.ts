import { fail } from '../errors.ts';
import type { ClientRequest } from './client.ts';

/**
 * What a request's signature covers: its body as a whole. Errors: `client.unsigned` where that is streamed; no signed route takes such
 * a body.
 */
export function wholeBody({ body }: Pick<ClientRequest, 'body'>): Uint8Array<ArrayBuffer> | undefined {
  return body instanceof Blob ? fail('client.unsigned', 'A streamed body is not signed.') : body;
}
