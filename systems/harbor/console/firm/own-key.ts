import {
  type BrowserKey,
  createBrowserKey,
  openBrowserKey,
  signDocumentWith,
  signedFetch,
} from '@finharbor/access/browser';
import { hubRoutes } from '@finharbor/harbor/contract';
import type { Json } from '@finharbor/kernel/contract';
import { codeOf, type FetchLike, typedClient } from '@finharbor/kernel/contract';
import { clock } from '@finharbor/ui';
import type { hub } from '../api.ts';

/** What this device can do for a firm: sign documents and requests with the key it keeps. */
export type FirmDevice = {
  readonly key: BrowserKey;
  readonly fetch: FetchLike;
  readonly sign: (
    type: string,
    body: { readonly [name: string]: Json },
    audience: readonly string[],
  ) => ReturnType<typeof signDocumentWith>;
};

/** The key this device keeps for a firm, or undefined where it has none yet. */
export async function deviceOf(party: string): Promise<FirmDevice | undefined> {
  const key = await openBrowserKey(party);
  return key && device(party, key);
}

/** Makes the key of this device. */
export async function makeDevice(party: string): Promise<FirmDevice> {
  return device(party, await createBrowserKey(party));
}

function device(party: string, key: BrowserKey): FirmDevice {
  return {
    key,
    fetch: signedFetch({ party, key, nowMs: clock.nowMs }),
    sign: (type, body, audience) =>
      signDocumentWith(key, {
        type,
        issuer: party,
        audience: [...audience],
        body,
        issuedAtMs: clock.nowMs(),
      }),
  };
}

/** The documents meant for the firm, newest first; undefined where no registrar has vouched for this device's key yet. */
export async function ownDocuments(own: FirmDevice) {
  const { getDocuments } = hubRoutes;
  const client = typedClient({ getDocuments }, location.origin, own.fetch);
  const found: FeedItem[] = [];
  try {
    for (;;) {
      const query = { limit: feedPage, after: found.at(-1)?.seq ?? 0 };
      const { body } = await client.getDocuments({ query });
      found.push(...body);
      if (body.length < feedPage) return found.map(({ document }) => document).toReversed();
    }
  } catch (error) {
    if (codeOf(error).startsWith('access.')) return undefined;
    throw error;
  }
}

type FeedItem = Awaited<ReturnType<typeof hub.getDocuments>>['body'][number];

/** The most that the hub gives at a time. */
const feedPage = 500;
