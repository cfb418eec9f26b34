import { decodeCursor, encodeCursor, fail, pageLimits } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Scope } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { refused } from '../refused.ts';
import { schemeZone } from '../scheme/limits.ts';
import { operators, walletsBy } from './postgres.ts';
import * as routes from './routes.ts';
import { statementOf } from './statement.ts';
import { admitOperator, openMerchant, openWallet, ownWallet, viewsOf } from './wallets.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,19}$/)]);

/** The party whose wallets a call is about. */
export function holderIn(scope: Scope): string {
  if (scope.kind === 'all') throw new Error('A route about wallets of one’s own is open over all of them.');
  return scope.party;
}

/** Wallets, operators and merchants. */
export function walletEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [...schemeEndpoints(ctx), ...ownEndpoints(ctx)];
}

function schemeEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db, limits, till } = ctx;
  return [
    endpoint(routes.getScheme, async () => ({
      status: 200,
      body: { operators: await operators(db), zone: schemeZone, limits },
    })),
    endpoint(routes.putOperator, async ({ params, body }) => ({
      status: 200,
      body: await admitOperator(ctx, params.code, body),
    })),
    endpoint(routes.postIssue, async ({ params: { code: operator }, body, about }) => {
      about({ movement: body.id });
      if (!(await operators(db)).some(({ code }) => code === operator))
        fail('yuan.operator_not_found', 'No operator has this code.');
      const outcome = await till.issue({ ...body, operator });
      if (outcome.kind === 'refused') await refused(ctx, { action: 'issue', wallet: null }, outcome.reason);
      return { status: 200, body: { id: body.id } };
    }),
  ];
}

function ownEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.listWallets, async ({ scope }) => ({
      status: 200,
      body: { items: await viewsOf(ctx, await walletsBy(db, holderIn(scope))) },
    })),
    endpoint(routes.postWallet, async ({ scope, body, about }) => {
      const opened = await openWallet(ctx, holderIn(scope), body);
      about({ yuan_wallet: opened.number });
      return { status: 201, body: opened };
    }),
    endpoint(routes.getWallet, async ({ scope, params }) => {
      const [view] = await viewsOf(ctx, [await ownWallet(ctx, holderIn(scope), params.number)]);
      return { status: 200, body: view! };
    }),
    endpoint(
      routes.listWalletEntries,
      async ({ scope, params, query: { cursor, limit = pageLimits.usual } }) => {
        const wallet = await ownWallet(ctx, holderIn(scope), params.number);
        const before = cursor === undefined ? undefined : BigInt(decodeCursor(cursor, keyset)[0]);
        const { items, next } = await statementOf(ctx, wallet, { before, limit });
        return {
          status: 200,
          body: { items, next: next === undefined ? null : encodeCursor([String(next)]) },
        };
      },
    ),
    endpoint(routes.putMerchant, async ({ scope, params, body }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: await openMerchant(ctx, wallet, body) };
    }),
  ];
}
