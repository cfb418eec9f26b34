import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { YuanContext } from '../context.ts';
import { operatorIn, personIn } from '../people/http.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import * as routes from './freeze-routes.ts';
import { endFreeze, freeze, freezeById, freezesAt, freezeView } from './freezes.ts';

/** Orders that freeze wallets. */
export function freezeEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.postFreeze, async ({ scope, params, body, caller, about }) => {
      about({ yuan_freeze: body.id });
      const wallet = await walletAt(ctx, await operatorIn(ctx, scope), params.number);
      const kept = await freeze(ctx, wallet, { ...body, by: personIn(caller).account });
      return { status: 201, body: freezeView(kept) };
    }),
    endpoint(routes.postFreezeEnd, async ({ scope, params: { id }, body: { reason }, caller, about }) => {
      const operator = await operatorIn(ctx, scope);
      const order = await freezeById(db, id);
      const wallet = order && (await walletsByNumber(db, [order.wallet])).get(order.wallet);
      if (wallet?.operator !== operator) fail('yuan.freeze_not_found', 'Your bank has no such order.');
      about({ yuan_wallet: wallet.number });
      await endFreeze(ctx, id, { by: personIn(caller).account, reason });
      return { status: 200, body: freezeView((await freezeById(db, id))!) };
    }),
    endpoint(routes.listFreezes, async ({ scope }) => ({
      status: 200,
      body: { items: (await freezesAt(db, await operatorIn(ctx, scope))).map(freezeView) },
    })),
  ];
}

/** A wallet of an operator's customer. Errors: `yuan.no_such_wallet`, also for another bank's. */
async function walletAt({ db }: YuanContext, operator: string, number: string): Promise<Wallet> {
  const found = (await walletsByNumber(db, [number])).get(number);
  return found?.operator === operator
    ? found
    : fail('yuan.no_such_wallet', 'Your bank keeps no wallet with this number.');
}
