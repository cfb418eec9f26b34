import { decodeCursor, encodeCursor, fail, pageLimits } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Scope } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { refused } from '../refused.ts';
import { dayOf, schemeZone } from '../scheme/limits.ts';
import { operators, walletsBy } from './postgres.ts';
import * as routes from './routes.ts';
import { movementIn, statementOf } from './statement.ts';
import { monthsOf, takingsOf } from './sums.ts';
import { nsOf } from './walk.ts';
import { admitOperator, allowancesOf, openMerchant, openWallet, ownWallet, viewsOf } from './wallets.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,19}$/)]);

/** The party whose wallets a call is about. */
export function holderIn(scope: Scope): string {
  if (scope.kind === 'all') throw new Error('A route about wallets of one’s own is open over all of them.');
  return scope.party;
}

/** Wallets, operators and merchants. */
export function walletEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [...schemeEndpoints(ctx), ...ownEndpoints(ctx), ...statementEndpoints(ctx), ...sumEndpoints(ctx)];
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
    endpoint(routes.putMerchant, async ({ scope, params, body }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: await openMerchant(ctx, wallet, body) };
    }),
  ];
}

function statementEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(routes.listWalletEntries, async ({ scope, params, query }) => {
      const { cursor, limit = pageLimits.usual, from, until, ...filter } = query;
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      const before =
        cursor === undefined
          ? until === undefined
            ? undefined
            : nsOf(until)
          : BigInt(decodeCursor(cursor, keyset)[0]);
      const { items, next } = await statementOf(ctx, wallet, {
        before,
        from: from === undefined ? undefined : nsOf(from),
        limit,
        filter,
      });
      return {
        status: 200,
        body: { items, next: next === undefined ? null : encodeCursor([String(next)]) },
      };
    }),
    endpoint(routes.getWalletEntry, async ({ scope, params: { number, movement } }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), number);
      const [entries, paid] = await Promise.all([
        movementIn(ctx, wallet, movement),
        ctx.till.payment(movement),
      ]);
      if (entries.length === 0)
        fail('yuan.no_such_movement', 'Nothing of this number came into this wallet or went out of it.');
      return { status: 200, body: { entries, refundedMinor: paid?.refundedMinor ?? null } };
    }),
  ];
}

const monthsShown = 6;

function sumEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { clock } = ctx;
  return [
    endpoint(routes.listAllowances, async ({ scope, params }) => ({
      status: 200,
      body: { items: await allowancesOf(ctx, await ownWallet(ctx, holderIn(scope), params.number)) },
    })),
    endpoint(routes.listMonths, async ({ scope, params, query: { count = monthsShown } }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: await monthsOf(ctx, wallet, { count, nowMs: clock.nowMs() }) };
    }),
    endpoint(routes.getTakings, async ({ scope, params, query: { day = dayOf(clock.nowMs()) } }) => ({
      status: 200,
      body: await takingsOf(ctx, await ownWallet(ctx, holderIn(scope), params.number), day),
    })),
  ];
}
