import { type Endpoint, endpoint, type Printer, printed } from '@finharbor/kernel/http';
import { certificatePaper } from './certificate-paper.ts';
import {
  answerRegistration,
  changeListingAtHub,
  decideObjection,
  type Registry,
  reviewProduct,
  revokeCertificate,
  setListingRules,
  termsAt,
} from './hub-acts.ts';
import * as routes from './hub-routes.ts';
import { viewCertificate, viewLife, waitingAt } from './view-life.ts';

/** The hub's endpoints about rights and products' lives. */
export function registryEndpoints(at: Registry, printer: Printer): readonly Endpoint[] {
  const { ctx } = at;
  const reading = () => ({ store: ctx.store, terms: termsAt(ctx) });
  const issued = async (done: Promise<{ readonly id: string }>) => ({
    status: 201 as const,
    body: { id: (await done).id },
  });
  return [
    endpoint(routes.getProductLife, async ({ params }) => ({
      status: 200,
      body: await viewLife(reading(), params.id),
    })),
    endpoint(routes.getRightsCertificate, async ({ params }) => ({
      status: 200,
      body: await viewCertificate(reading(), params.id),
    })),
    endpoint(routes.getRightsCertificatePaper, async ({ params, query: { language } }) => {
      const view = await viewCertificate(reading(), params.id);
      const peers = await ctx.store.peers.list();
      const names = new Map(peers.map(({ party, name }) => [party, name[language]]));
      const hub = peers.find(({ party }) => party === ctx.party)!;
      const checkUrl = new URL(`/app/rights/${params.id}`, hub.url).href;
      return printed(printer, certificatePaper(view, { language, names, checkUrl }));
    }),
    endpoint(routes.listRightsQueue, async () => ({ status: 200, body: await waitingAt(reading()) })),
    endpoint(routes.postRightsAnswer, ({ params, body }) => issued(answerRegistration(at, params.id, body))),
    endpoint(routes.postObjectionDecision, ({ params, body }) =>
      issued(decideObjection(at, params.id, body)),
    ),
    endpoint(routes.postRightsRevocation, ({ params, body }) =>
      issued(revokeCertificate(at, params.id, body.reason)),
    ),
    endpoint(routes.postReview, ({ params, body }) => issued(reviewProduct(at, params.id, body))),
    endpoint(routes.postListingOrder, ({ params, body }) => issued(changeListingAtHub(at, params.id, body))),
    endpoint(routes.putListingRules, ({ body }) => issued(setListingRules(at, body.reviewedFrom))),
  ];
}
