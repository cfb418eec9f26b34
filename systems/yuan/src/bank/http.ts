import { decodeCursor, fail, pageLimits, pageOf } from '@finharbor/kernel';
import { attachment, type Endpoint, endpoint, type Scope } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { holderIn } from '../wallets/http.ts';
import { merchants } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { openBankAccount } from './accounts.ts';
import { askRedemption, askTopUp } from './exchange.ts';
import { messageIdOf } from './numbers.ts';
import {
  accountsBy,
  accountsByNumber,
  dropLink,
  exchangeById,
  exchangesBy,
  keepLink,
  linksOf,
  markAccount,
} from './postgres.ts';
import * as routes from './routes.ts';
import { accountViews, exchangeView, linkedAccounts } from './show.ts';
import { reportCsv, reportXml, walletStatement } from './statement.ts';
import { keepSweep, sweepOf } from './sweep.ts';

/** How lists of exchanges go on. */
export const exchangeKeyset: z.ZodType<readonly [string, string]> = z.tuple([
  z.string().regex(/^[0-9]{1,15}$/),
  z.uuid(),
]);

/** Bank accounts, top-ups, redemptions and statements of wallets. */
export function bankEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    ...counterEndpoints(ctx),
    ...linkEndpoints(ctx),
    ...exchangeEndpoints(ctx),
    ...sweepEndpoints(ctx),
    ...statementEndpoints(ctx),
  ];
}

function counterEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.postBankAccount, async ({ body }) => {
      const [view] = await accountViews(ctx, [await openBankAccount(ctx, body)]);
      return { status: 201, body: view! };
    }),
    endpoint(routes.putBankAccountState, async ({ params: { account }, body }) => {
      const found = (await accountsByNumber(db, [account])).get(account);
      if (!found) fail('yuan.account_not_found', 'The bank has no account of this number.');
      await markAccount(db, account, body.state);
      return { status: 204 };
    }),
    endpoint(routes.listBankAccounts, async ({ scope }) => ({
      status: 200,
      body: { items: await accountViews(ctx, await accountsBy(db, holderIn(scope))) },
    })),
  ];
}

function linkEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db, clock } = ctx;
  return [
    endpoint(routes.listLinkedAccounts, async ({ scope, params }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: { items: await linkedAccounts(ctx, wallet) } };
    }),
    endpoint(routes.putLinkedAccount, async ({ scope, params: { number, account } }) => {
      const holder = holderIn(scope);
      const wallet = await ownWallet(ctx, holder, number);
      // Another's account looks like one that is not there.
      if (!(await accountsBy(db, holder)).some((one) => one.number === account))
        fail('yuan.account_not_found', 'You hold no bank account of this number.');
      const mandate = ctx.newId();
      await keepLink(db, { wallet: number, account, mandate, linkedAtMs: clock.nowMs() });
      const linked = (await linkedAccounts(ctx, wallet)).find((one) => one.number === account)!;
      return { status: 200, body: linked };
    }),
    endpoint(routes.deleteLinkedAccount, async ({ scope, params: { number, account } }) => {
      await ownWallet(ctx, holderIn(scope), number);
      await dropLink(db, number, account);
      return { status: 204 };
    }),
  ];
}

function exchangeEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  const walletOf = (scope: Scope, number: string): ReturnType<typeof ownWallet> =>
    ownWallet(ctx, holderIn(scope), number);
  return [
    endpoint(routes.postTopUp, async ({ scope, params, body, about }) => {
      about({ movement: body.id });
      const exchange = await askTopUp(ctx, await walletOf(scope, params.number), body);
      return { status: 202, body: exchangeView(exchange) };
    }),
    endpoint(routes.postRedemption, async ({ scope, params, body, about }) => {
      about({ movement: body.id });
      const exchange = await askRedemption(ctx, await walletOf(scope, params.number), body);
      return { status: 202, body: exchangeView(exchange) };
    }),
    endpoint(routes.listExchanges, async ({ scope, params, query }) => {
      const { number: wallet } = await walletOf(scope, params.number);
      const { cursor, limit = pageLimits.usual, kind } = query;
      const before = cursor === undefined ? undefined : decodeCursor(cursor, exchangeKeyset);
      const rows = await exchangesBy(db, { wallet, kind, before, limit: limit + 1 });
      const page = pageOf(rows, limit, ({ askedAtMs, id }) => [String(askedAtMs), id]);
      return { status: 200, body: { ...page, items: page.items.map(exchangeView) } };
    }),
    endpoint(routes.getExchange, async ({ scope, params }) => {
      const wallet = await walletOf(scope, params.number);
      const found = await exchangeById(db, params.id);
      if (found?.wallet !== wallet.number)
        fail('yuan.exchange_not_found', 'This wallet has no top-up or redemption of this number.');
      return { status: 200, body: exchangeView(found) };
    }),
  ];
}

function sweepEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.getSweep, async ({ scope, params }) => {
      const { number } = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: { sweep: await sweepOf(db, number) } };
    }),
    endpoint(routes.putSweep, async ({ scope, params, body: { sweep } }) => {
      const { number } = await ownWallet(ctx, holderIn(scope), params.number);
      if (!(await merchants(db, [number])).has(number))
        fail('yuan.not_a_merchant', 'The money of a merchant’s wallet can go to the bank by itself.');
      if (sweep && !(await linksOf(db, number)).some(({ account }) => account === sweep.account))
        fail('yuan.account_not_linked', 'Link the account with the wallet first.');
      await keepSweep(ctx, number, sweep);
      return { status: 200, body: { sweep: await sweepOf(db, number) } };
    }),
  ];
}

function statementEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(routes.getWalletXml, async ({ scope, params: { number, day }, query: { kind } }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), number);
      const xml = await reportXml(
        kind,
        await walletStatement(ctx, wallet, day),
        messageIdOf(kind, number, day),
      );
      return { status: 200, ...fileOf(`${number}-${day}-${kind}.xml`, xml) };
    }),
    endpoint(routes.getWalletCsv, async ({ scope, params: { number, day } }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), number);
      const csv = reportCsv(await walletStatement(ctx, wallet, day));
      return { status: 200, ...fileOf(`${number}-${day}.csv`, csv) };
    }),
  ];
}

/** A text as an answer that is saved under a name. */
export function fileOf(
  name: string,
  text: string,
): { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> } {
  return { body: Buffer.from(text, 'utf8'), headers: { 'content-disposition': attachment(name) } };
}
