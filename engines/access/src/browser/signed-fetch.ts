import { type FetchLike, wholeBody } from '@finharbor/kernel/contract';
import { draftRequest } from '../request-form.ts';
import { base64Of, base64urlOf, sha256Of, utf8 } from './bytes.ts';
import type { BrowserKey } from './key.ts';

/** Who signs, with what, and what time it is. `party` goes out as the key's id: `firm:` and the firm's code. */
export type PageSigner = {
  readonly party: string;
  readonly key: BrowserKey;
  readonly nowMs: () => number;
};

/** A fetch for `typedClient` that signs every request (RFC 9421) in the page, as `signRequest` does on a server. No cookie goes along. */
export function signedFetch({ party, key, nowMs }: PageSigner): FetchLike {
  return async (url, init) => {
    const digest = `sha-256=:${base64Of(await sha256Of(wholeBody(init) ?? new Uint8Array()))}:`;
    const nonce = base64urlOf(crypto.getRandomValues(new Uint8Array(16)));
    const draft = draftRequest(
      { party, nowMs: nowMs(), nonce },
      { method: init.method, headers: init.headers, url },
      digest,
    );
    const signature = `:${base64Of(await key.sign(utf8(draft.base)))}:`;
    return fetch(url, { ...init, headers: draft.headers(signature), credentials: 'omit' });
  };
}
