import type { Clock } from '@finharbor/kernel';
import { cache } from './cache.ts';
import { type DidDocument, readDidDocument } from './did-document.ts';
import { type DidWebOptions, didWebUrl } from './did-web.ts';
import type { FetchText } from './fetch-text.ts';

/** A participant's document; or why there is none: `unreachable` may pass, `refused` does not. */
export type Resolution =
  | { readonly kind: 'resolved'; readonly document: DidDocument }
  | { readonly kind: 'refused' | 'unreachable'; readonly reason: string };

/**
 * Finds a participant's document. Asked for a key that the copy at hand does not have, it fetches the document anew: whoever has just
 * changed keys is understood at once.
 */
export type Resolve = (did: string, wanted?: { readonly keyId: string }) => Promise<Resolution>;

/** How documents are found and how long they are kept. */
export type ResolverOptions = DidWebOptions & {
  readonly fetchText: FetchText;
  readonly clock: Clock;
  /** How long a document is believed: a key that was taken out of it still verifies for as long. */
  readonly freshMs?: number;
  /** How long after one fetch there is none again, whatever is asked: made-up key ids must not send requests to anybody. */
  readonly pauseMs?: number;
};

/** A resolver of `did:web` identifiers that keeps documents for a while. */
export function didWebResolver(options: ResolverOptions): Resolve {
  const { fetchText, clock, loopback, freshMs = 300_000, pauseMs = 5000 } = options;
  const documents = cache<Resolution>({
    clock,
    load: async (did) => {
      const url = didWebUrl(did, { loopback });
      if (!url) return { kind: 'refused', reason: 'no did:web identifier' };
      const fetched = await fetchText(url);
      return fetched.kind === 'found' ? readResolution(did, fetched.text) : fetched;
    },
    freshMs: ({ kind }) => (kind === 'resolved' ? freshMs : pauseMs),
  });
  return async (did, wanted) => {
    const { value } = await documents.get(did);
    if (!wanted || value.kind !== 'resolved' || hasKey(value.document, wanted.keyId)) return value;
    return (await documents.get(did, pauseMs)).value;
  };
}

function readResolution(did: string, text: string): Resolution {
  try {
    const document = readDidDocument(did, JSON.parse(text));
    return document
      ? { kind: 'resolved', document }
      : { kind: 'refused', reason: 'no DID document, or that of another' };
  } catch {
    return { kind: 'refused', reason: 'no JSON' };
  }
}

function hasKey({ authentication, assertion }: DidDocument, keyId: string): boolean {
  return authentication.has(keyId) || assertion.has(keyId);
}
