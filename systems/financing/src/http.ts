import { fail } from '@finharbor/kernel';
import { type Endpoint, type ErrorTable, endpoint } from '@finharbor/kernel/http';
import { apply, type FinancingContext, publishLoan, scoreAgain } from './apply.ts';
import * as routes from './contract.ts';
import type { StoredApplication } from './store.ts';

/** The financing system's error codes and what the wire says of them. */
export const financingErrors: ErrorTable = {
  'loan.not_found': entry(404, 'No such loan product', '无此贷款产品'),
  'application.not_found': entry(404, 'No such application', '无此申请'),
  'application.malformed': entry(400, 'The application has wrong fields', '申请字段有误'),
  'application.bad_signature': entry(403, "Not signed by the firm's registered key", '未由企业登记公钥签名'),
  'application.amount_too_high': entry(400, 'The amount is above the product’s limit', '金额超过产品上限'),
  'application.id_taken': entry(409, 'Another application bears this id', '申请编号已被占用'),
  'application.not_rerunnable': entry(409, 'The application has been decided', '申请已有决定'),
};

/** The financing system's routes by name, as data: its server, its OpenAPI document and its typed clients are made from them. */
export const financingRoutes: typeof routes = routes;

/** The financing system's endpoints. */
export function financingEndpoints(ctx: FinancingContext): readonly Endpoint[] {
  const found = async (id: string): Promise<StoredApplication> =>
    (await ctx.store.application(id)) ?? fail('application.not_found', 'There is no such application.');
  return [
    endpoint(routes.listLoans, async () => ({ status: 200, body: await ctx.store.products() })),
    endpoint(routes.postLoan, async ({ body }) => ({ status: 201, body: await publishLoan(ctx, body) })),
    endpoint(routes.postApplication, async ({ body }) => ({ status: 201, body: await apply(ctx, body) })),
    endpoint(routes.listApplications, async () => ({ status: 200, body: await ctx.store.applications(200) })),
    endpoint(routes.getApplication, async ({ params }) => ({ status: 200, body: await found(params.id) })),
    endpoint(routes.getOwnApplication, async ({ params, caller }) => {
      const application = await found(params.id);
      // Another firm's application looks like one that is not there.
      if (caller.kind !== 'key' || caller.party !== `firm:${application.application.uscc}`)
        fail('application.not_found', 'There is no such application.');
      return { status: 200, body: application };
    }),
    endpoint(routes.postScoring, async ({ params }) => ({
      status: 202,
      body: await scoreAgain(ctx, params.id),
    })),
  ];
}

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
