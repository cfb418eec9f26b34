import { fail } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint, type Printer } from '@finharbor/kernel/http';
import { apply, type FinancingContext, publishLoan, scoreAgain } from './apply.ts';
import { paperEndpoints } from './paper/http.ts';
import * as routes from './routes.ts';
import type { StoredApplication } from './store.ts';

/** The financing system's endpoints. */
export function financingEndpoints(ctx: FinancingContext, printer: Printer): readonly Endpoint[] {
  const found = async (id: string): Promise<StoredApplication> =>
    (await ctx.store.application(id)) ?? fail('application.not_found', 'There is no such application.');
  const own = async (id: string, caller: Caller): Promise<StoredApplication> => {
    const application = await found(id);
    // Another firm's application looks like one that is not there.
    return firmOf(caller) === application.application.uscc
      ? application
      : fail('application.not_found', 'There is no such application.');
  };
  return [
    endpoint(routes.listLoans, async () => ({ status: 200, body: await ctx.store.products() })),
    endpoint(routes.getLoanContract, async ({ params }) => {
      const product = await ctx.store.product(params.id);
      const contract = product && (await ctx.scoring.contract(product.terms.scoringContract));
      return { status: 200, body: contract ?? fail('loan.not_found', 'There is no such loan product.') };
    }),
    endpoint(routes.postLoan, async ({ body, about }) => {
      const product = await publishLoan(ctx, body);
      about({ product: product.id });
      return { status: 201, body: product };
    }),
    endpoint(routes.postApplication, async ({ body, about }) => {
      const application = await apply(ctx, body);
      about({ application: application.id });
      return { status: 201, body: application };
    }),
    endpoint(routes.listApplications, async () => ({ status: 200, body: await ctx.store.applications(200) })),
    endpoint(routes.getApplication, async ({ params }) => ({ status: 200, body: await found(params.id) })),
    endpoint(routes.listOwnApplications, async ({ caller }) => {
      const uscc = firmOf(caller);
      return { status: 200, body: uscc === undefined ? [] : await ctx.store.applicationsOf(uscc, 200) };
    }),
    endpoint(routes.getOwnApplication, async ({ params, caller }) => ({
      status: 200,
      body: await own(params.id, caller),
    })),
    endpoint(routes.postScoring, async ({ params }) => ({
      status: 202,
      body: await scoreAgain(ctx, params.id),
    })),
    ...paperEndpoints({ store: ctx.store, printer, application: found, ownApplication: own }),
  ];
}

/** The code of the firm whose key signed the request. */
function firmOf(caller: Caller): string | undefined {
  return caller.kind === 'key' && caller.party.startsWith('firm:') ? caller.party.slice(5) : undefined;
}
