import { decodeCursor, fail, pageLimits, pageOf } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint, type Scope } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { disclosuresTo } from '../inquiry/disclosures.ts';
import { holderIn } from '../wallets/http.ts';
import { operatorOf, walletsByNumber } from '../wallets/postgres.ts';
import { ownWallet, viewsOf } from '../wallets/wallets.ts';
import { closeWallet } from './closing.ts';
import { postClosure } from './closing-routes.ts';
import { customersOf, knownOf, wouldSee } from './customers.ts';
import type { TierChange } from './domain.ts';
import { changeById, changesOf, waitingAt, walletsAt } from './postgres.ts';
import * as routes from './routes.ts';
import { askTier, decideTier } from './tiers.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,15}$/), z.string().regex(/^[0-9]{16}$/)]);

/** The operator whose teller calls. Errors: `yuan.operator_not_found`. */
export async function operatorIn({ db }: Pick<YuanContext, 'db'>, scope: Scope): Promise<string> {
  const operator = await operatorOf(db, holderIn(scope));
  return operator ?? fail('yuan.operator_not_found', 'Your organisation opens no wallets.');
}

/** Somebody who has signed in. */
export type Person = Extract<Caller, { readonly kind: 'account' }>;

/** The account that calls. */
export function personIn(caller: Caller): Person {
  if (caller.kind !== 'account') throw new Error('A route for people was called by somebody else.');
  return caller;
}

/** Tiers, and what operators know of people. */
export function peopleEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [...ownEndpoints(ctx), ...tellerEndpoints(ctx)];
}

/** The way a holder closes a wallet. */
export function closingEndpoint(ctx: YuanContext): Endpoint {
  return endpoint(postClosure, async ({ scope, params }) => {
    const holder = holderIn(scope);
    await closeWallet(ctx, await ownWallet(ctx, holder, params.number));
    const [view] = await viewsOf(ctx, [await ownWallet(ctx, holder, params.number)]);
    return { status: 200, body: view! };
  });
}

function ownEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.postTier, async ({ scope, params, body, about }) => {
      about({ yuan_tier_change: body.id, tier: String(body.tier) });
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: await askTier(ctx, wallet, body) };
    }),
    endpoint(routes.listTierChanges, async ({ scope, params }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: { items: await changesOf(db, wallet.number) } };
    }),
    endpoint(routes.getKnownOfMe, async ({ scope }) => {
      const holder = holderIn(scope);
      const [operators, disclosures] = await Promise.all([knownOf(ctx, holder), disclosuresTo(ctx, holder)]);
      return { status: 200, body: { operators, disclosures } };
    }),
  ];
}

function tellerEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.listCustomers, async ({ scope, query: { cursor, limit = pageLimits.usual } }) => {
      const before = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
      const rows = await walletsAt(db, await operatorIn(ctx, scope), { before, limit: limit + 1 });
      const page = pageOf(rows, limit, ({ openedAtMs, number }) => [String(openedAtMs), number]);
      return { status: 200, body: { ...page, items: await customersOf(ctx, page.items) } };
    }),
    endpoint(routes.listWaitingChanges, async ({ scope }) => {
      const changes = await waitingAt(db, await operatorIn(ctx, scope));
      return { status: 200, body: { items: await wouldSee(ctx, changes) } };
    }),
    endpoint(routes.postTierDecision, async ({ scope, params, body, caller, about }) => {
      const change = await changeAt(ctx, await operatorIn(ctx, scope), params.id);
      about({ yuan_wallet: change.wallet });
      const by = personIn(caller).account;
      return { status: 200, body: await decideTier(ctx, change, { ...body, by }) };
    }),
  ];
}

async function changeAt({ db }: YuanContext, operator: string, id: string): Promise<TierChange> {
  const change = await changeById(db, id);
  const wallet = change && (await walletsByNumber(db, [change.wallet])).get(change.wallet);
  return change && wallet?.operator === operator
    ? change
    : fail('yuan.tier_change_not_found', 'Your bank has no such application.');
}
