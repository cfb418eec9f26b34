import { decodeCursor, fail, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { holderIn } from '../wallets/http.ts';
import { walletsBy } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { dayCamt, dayCsv, officeDay } from './days.ts';
import type { Bill } from './domain.ts';
import * as officeRoutes from './office-routes.ts';
import { officesOf, publishBills } from './offices.ts';
import { billBy, cancelBill, payBill } from './pay.ts';
import { billsOf, keepPayerAccount, officeBills, payerAccounts } from './postgres.ts';
import { receiptBy } from './receipt.ts';
import * as routes from './routes.ts';
import { billViews, type Looking } from './standing.ts';
import type { BillView } from './views.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,15}$/), z.string().regex(/^[0-9]{20}$/)]);

/** Bills of public offices, their payment and receipts. */
export function billEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [...payerEndpoints(ctx), ...officeEndpoints(ctx)];
}

async function lookingOf(
  { db }: YuanContext,
  holder: string,
): Promise<Looking & { readonly payers: readonly string[] }> {
  const [accounts, wallets] = await Promise.all([payerAccounts(db, holder), walletsBy(db, holder)]);
  const payers = [
    ...accounts.map((number) => `account:${number}`),
    ...(holder.startsWith('firm:') ? [holder] : []),
  ];
  return {
    payers,
    isOwn: ({ payer }) => payers.includes(payer),
    wallets: new Set(wallets.map(({ number }) => number)),
  };
}

async function viewFor(ctx: YuanContext, holder: string, bill: Bill): Promise<BillView> {
  return (await billViews(ctx, [bill], await lookingOf(ctx, holder)))[0]!;
}

async function ownBills(ctx: YuanContext, holder: string): Promise<routes.OwnBills> {
  const looking = await lookingOf(ctx, holder);
  return {
    accounts: await payerAccounts(ctx.db, holder),
    items: await billViews(ctx, await billsOf(ctx.db, looking.payers), looking),
  };
}

function payerEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(routes.listBills, async ({ scope }) => ({
      status: 200,
      body: await ownBills(ctx, holderIn(scope)),
    })),
    endpoint(routes.getBill, async ({ scope, params }) => ({
      status: 200,
      body: await viewFor(ctx, holderIn(scope), await billBy(ctx, params.number)),
    })),
    endpoint(routes.putPayerAccount, async ({ scope, params, body }) => {
      const bill = await billBy(ctx, body.bill);
      if (bill.payer !== `account:${params.account}`)
        fail('bill.not_found', 'This bill is not of this account. Look at both numbers again.');
      await keepPayerAccount(ctx.db, holderIn(scope), params.account);
      return { status: 200, body: await ownBills(ctx, holderIn(scope)) };
    }),
    endpoint(routes.postBillPayment, async ({ scope, params, body }) => {
      const bill = await billBy(ctx, params.number);
      await payBill(ctx, bill, { ...body, holder: holderIn(scope) });
      return { status: 200, body: await viewFor(ctx, holderIn(scope), bill) };
    }),
    endpoint(routes.getReceipt, async ({ params }) => ({
      status: 200,
      body: await receiptBy(ctx, params.number),
    })),
  ];
}

function officeEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db, clock } = ctx;
  return [
    endpoint(officeRoutes.listBillOffices, async ({ scope }) => ({
      status: 200,
      body: { items: await officesOf(ctx, holderIn(scope)) },
    })),
    endpoint(officeRoutes.postBills, async ({ scope, params, body }) => {
      const holder = holderIn(scope);
      const bills = await publishBills(ctx, { holder, office: params.wallet }, body.bills);
      return {
        status: 201,
        body: { items: await billViews(ctx, bills, await lookingOf(ctx, holder)) },
      };
    }),
    endpoint(
      officeRoutes.listOfficeBills,
      async ({ scope, params, query: { cursor, limit = pageLimits.usual } }) => {
        const { number } = await ownWallet(ctx, holderIn(scope), params.wallet);
        const before = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
        const rows = await officeBills(db, number, { before, limit: limit + 1 });
        const page = pageOf(rows, limit, (bill) => [String(bill.publishedAtMs), bill.number]);
        const looking = await lookingOf(ctx, holderIn(scope));
        return { status: 200, body: { ...page, items: await billViews(ctx, page.items, looking) } };
      },
    ),
    endpoint(officeRoutes.postBillCancellation, async ({ scope, params }) => {
      const bill = await billBy(ctx, params.number);
      await cancelBill(ctx, holderIn(scope), bill);
      return { status: 200, body: await viewFor(ctx, holderIn(scope), bill) };
    }),
    endpoint(officeRoutes.getOfficeDay, async ({ scope, params }) => {
      const { number } = await ownWallet(ctx, holderIn(scope), params.wallet);
      return { status: 200, body: await officeDay(ctx, number, params.day) };
    }),
    endpoint(officeRoutes.getOfficeDayCsv, async ({ scope, params }) => {
      const { number } = await ownWallet(ctx, holderIn(scope), params.wallet);
      return { status: 200, body: dayCsv(await officeDay(ctx, number, params.day)) };
    }),
    endpoint(officeRoutes.getOfficeDayCamt, async ({ scope, params }) => {
      const { number } = await ownWallet(ctx, holderIn(scope), params.wallet);
      const day = await officeDay(ctx, number, params.day);
      return { status: 200, body: dayCamt(number, day, clock.nowMs()) };
    }),
  ];
}
