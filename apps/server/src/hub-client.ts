import { type SignedDocument, signRequest } from '@finharbor/access';
import { type HubPort, hubRoutes, settlementRoutes } from '@finharbor/harbor';
import type { Clock, Random, SigningKey } from '@finharbor/kernel';
import { type ClientRequest, type FetchLike, typedClient, wholeBody } from '@finharbor/kernel/http';

/** Whose requests are signed, and with what. */
export type Signer = {
  readonly party: string;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly random: Random;
};

/** A fetch that signs every request (RFC 9421) in the party's name. */
export function signingFetch(signer: Signer): FetchLike {
  return async (url, init: ClientRequest) => {
    const { method, headers: asked } = init;
    const headers = signRequest(signer, { method, url, headers: asked, body: wholeBody(init) });
    return fetch(url, { ...init, headers });
  };
}

/** The hub as a node reaches it. */
export function hubClient(url: string, signer: Signer): HubPort {
  const { getDirectory, getDocuments, postDocument, postEntry } = hubRoutes;
  const client = typedClient(
    { getDirectory, getDocuments, postDocument, postEntry },
    url,
    signingFetch(signer),
  );
  return {
    async publish(doc: SignedDocument) {
      await client.postDocument({ body: doc });
    },
    async feed({ after, waitMs, signal }) {
      return (await client.getDocuments({ query: { after, waitMs }, signal })).body;
    },
    async log(commitment) {
      return (await client.postEntry({ body: { commitment } })).body;
    },
    settlement: typedClient(settlementRoutes, url, signingFetch(signer)),
    async directory() {
      return (await client.getDirectory({})).body;
    },
  };
}
