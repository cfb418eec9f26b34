import type { SignedDocument } from '@finharbor/access';
import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { trustOf } from '../admit-document.ts';
import * as routes from '../key-request-contract.ts';
import type { Board } from './board.ts';
import type { HubContext } from './context.ts';

/** The endpoint by which a firm's owner asks for a key. */
export function keyRequestEndpoints(ctx: Pick<HubContext, 'store'>, board: Board): readonly Endpoint[] {
  return [
    endpoint(routes.postKeyRequest, async ({ body, caller }) => {
      if (caller.kind !== 'account' || caller.party !== body.issuer)
        fail('key_request.other_firm', 'The request names another firm than the one you are signed in for.');
      const { id, issuedAtMs } = (await sameRequest(ctx, body)) ?? (await submitted(board, body));
      return { status: 201, body: { id, requestedAt: issuedAtMs } };
    }),
  ];
}

/** Whoever is not signed in puts no request for a key on the board, or a registrar's list would be anybody's to fill. Errors: `key_request.owner_only`. */
export function demandNoKeyRequest({ type }: SignedDocument): void {
  if (type === 'key_request')
    fail('key_request.owner_only', "The firm's owner signs in and asks by POST /key-requests.");
}

/** The request that waits already for the same key at the same registrars: a page asks each time it is opened. */
async function sameRequest({ store }: Pick<HubContext, 'store'>, { issuer, body, audience }: SignedDocument) {
  const { registrars } = await trustOf(store);
  const uscc = issuer.slice('firm:'.length);
  const [waiting] = await store.firmKeys.pending({ registrars, uscc, limit: 1 });
  if (!waiting || waiting.request.body.publicKey !== body.publicKey) return undefined;
  const reached = new Set(waiting.request.audience);
  return audience.every((reader) => reached.has(reader)) ? waiting.request : undefined;
}

async function submitted(board: Board, document: SignedDocument): Promise<SignedDocument> {
  const admission = await board.submit(document);
  if (admission.kind === 'refused')
    fail(admission.code, 'The request cannot be taken; it must be signed by the key it names.');
  return document;
}
