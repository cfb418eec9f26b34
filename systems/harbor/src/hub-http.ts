import { fail, fingerprint, idSource, parsePublicKey, systemRandom } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint, type Printer } from '@finharbor/kernel/http';
import { catalogue, newestProducts, productVersion } from './catalogue.ts';
import { dcatEndpoints } from './dcat/http.ts';
import type { Body } from './documents.ts';
import { followEndpoints } from './follow/http.ts';
import type { Board } from './hub/board.ts';
import type { HubContext } from './hub/context.ts';
import { admitParty, directory, enrolments, requestEnrolment } from './hub/enrol.ts';
import { oversightEndpoints } from './hub/oversight-http.ts';
import { demandNoKeyRequest, keyRequestEndpoints } from './hub/request-key.ts';
import * as routes from './hub-contract.ts';
import { registryEndpoints } from './life/hub-http.ts';
import { receiptEntry } from './receipt-entry.ts';
import { searchEndpoints } from './search/http.ts';
import type { Sees } from './search/query.ts';
import { subjectEndpoints } from './subject/http.ts';

/** What the hub says of itself to everybody. */
export type HubFace = {
  readonly name: string;
  readonly demo: boolean;
  readonly linkHost: string;
  readonly linkPort: number;
  readonly logOrigin: string;
  /** The log's verifier key (vkey) as C2SP writes it. */
  readonly logKey: string;
};

/** What the hub's routes work with. */
export type HubHttp = {
  readonly ctx: HubContext;
  readonly board: Board;
  readonly face: HubFace;
  readonly printer: Printer;
};

/** The hub's endpoints. */
export function hubEndpoints({ ctx, board, face, printer }: HubHttp): readonly Endpoint[] {
  return [
    endpoint(routes.getHarbor, async () => ({
      status: 200,
      body: {
        ...face,
        party: ctx.party,
        publicKey: ctx.key.publicKey,
        fingerprint: fingerprint(ctx.key.publicKey),
        parties: (await directory(ctx)).map((doc) => {
          const body = doc.body as unknown as Body<'enrolment'>;
          const { party, name, url, registrar, demo } = body;
          return {
            party,
            name,
            url,
            registrar,
            demo,
            fingerprint: fingerprint(parsePublicKey(body.publicKey)),
          };
        }),
      },
    })),
    endpoint(routes.getDirectory, async () => ({ status: 200, body: await directory(ctx) })),
    endpoint(routes.getCatalogue, async () => ({ status: 200, body: await catalogue(ctx.store) })),
    endpoint(routes.listNewestProducts, async () => ({ status: 200, body: await newestProducts(ctx.store) })),
    ...searchEndpoints({ ...ctx.store, sees: seenByOversight }, routes),
    ...dcatEndpoints(ctx),
    ...subjectEndpoints(ctx),
    ...followEndpoints(ctx, idSource(ctx.clock, systemRandom)),
    endpoint(routes.getProduct, async ({ params }) => ({
      status: 200,
      body: await productVersion(ctx.store, params.id),
    })),
    endpoint(routes.postEnrolment, async ({ body }) => ({
      status: 202,
      body: await requestEnrolment(ctx, body),
    })),
    endpoint(routes.listEnrolments, async () => ({ status: 200, body: await enrolments(ctx) })),
    endpoint(routes.postAdmission, async ({ params, body }) => ({
      status: 201,
      body: await admitParty(ctx, params.party, body),
    })),
    endpoint(routes.postDocument, async ({ body }) => {
      demandNoKeyRequest(body);
      const admission = await board.submit(body);
      if (admission.kind === 'refused')
        fail(admission.code, 'The document cannot be taken; its issuer must sign it anew.');
      return { status: 201, body: { id: body.id } };
    }),
    ...keyRequestEndpoints(ctx, board),
    endpoint(routes.getDocuments, async ({ query, caller }) => ({
      status: 200,
      body: await board.read({
        reader: signer(caller),
        after: query.after ?? 0,
        limit: query.limit ?? 200,
        waitMs: query.waitMs ?? 0,
      }),
    })),
    endpoint(routes.postEntry, async ({ body, caller }) => ({
      status: 201,
      body: await ctx.log.append(receiptEntry(signer(caller), body.commitment)),
    })),
    ...oversightEndpoints(ctx),
    ...registryEndpoints({ ctx, board }, printer),
  ];
}

const overseers: readonly string[] = ['bureau', 'operator'];

/** Who watches the whole exchange also sees what waits to be listed. */
function seenByOversight(caller: Caller): Sees {
  const watches = caller.kind === 'account' && caller.roles.some((role) => overseers.includes(role));
  return () => watches;
}

function signer(caller: Caller): string {
  return caller.kind === 'key' ? caller.party : fail('access.unauthenticated', 'Sign the request.');
}
