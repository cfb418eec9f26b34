import { type Component, signatureBase } from './signature-base.ts';

/** A request to be signed. `body` is what will be sent, byte for byte. */
export type OutgoingRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
};

/** How long a signature holds. */
export const validSeconds: number = 60;

/** Whose signature, when and by which number used once. */
export type RequestSignature = { readonly party: string; readonly nowMs: number; readonly nonce: string };

/** The text to be signed, and the headers to be sent once its signature is there, as the binary value of a `Signature` member. */
export type DraftRequest = {
  readonly base: string;
  readonly headers: (signature: string) => Record<string, string>;
};

/** What a signature over a request is over (RFC 9421), given the `Content-Digest` of its body. */
export function draftRequest(
  { party, nowMs, nonce }: RequestSignature,
  { method, url: target, headers: given = {} }: OutgoingRequest,
  digest: string,
): DraftRequest {
  const url = new URL(target);
  const created = Math.floor(nowMs / 1000);
  const lower = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]);
  const headers = Object.fromEntries(lower) as Record<string, string>;
  const components = componentsOf({
    method,
    authority: url.host,
    target: url.pathname + url.search,
    digest,
    contentType: headers['content-type'],
  });
  const list = components.map(([name]) => `"${name}"`).join(' ');
  const times = `;created=${created};expires=${created + validSeconds}`;
  const inner = `(${list})${times};nonce="${nonce}";keyid="${party}";alg="ed25519"`;
  return {
    base: signatureBase(components, inner),
    headers: (signature) => ({
      ...headers,
      'content-digest': digest,
      'signature-input': `finharbor=${inner}`,
      signature: `finharbor=${signature}`,
    }),
  };
}

/** The components a signature covers, in order. */
export function componentsOf(parts: {
  readonly method: string;
  readonly authority: string;
  readonly target: string;
  readonly digest: string;
  readonly contentType: string | undefined;
}): readonly Component[] {
  const at = parts.target.indexOf('?');
  const path = at < 0 ? parts.target : parts.target.slice(0, at);
  const query = at < 0 ? '?' : parts.target.slice(at);
  const components: readonly Component[] = [
    ['@method', parts.method.toUpperCase()],
    ['@authority', parts.authority.toLowerCase()],
    ['@path', path || '/'],
    ['@query', query],
    ['content-digest', parts.digest],
  ];
  return parts.contentType === undefined ? components : [...components, ['content-type', parts.contentType]];
}
