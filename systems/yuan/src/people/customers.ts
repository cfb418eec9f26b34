import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import type { Tier } from '../scheme/limits.ts';
import type { Wallet } from '../wallets/domain.ts';
import { operators, walletsBy, walletsByNumber } from '../wallets/postgres.ts';
import { type Facts, seenBy, type TierChange } from './domain.ts';
import { factsOf, type Somebody, somebody } from './facts.ts';
import { documentBehind } from './postgres.ts';
import type { Customer, KnownBy, WaitingChange } from './routes.ts';

type Looking = Pick<YuanContext, 'db' | 'people'>;

const nothing: Facts = { phone: null, name: null, documentType: null, documentNumber: null, account: null };

/** Whose wallets these are, each as its tier lets the operator see them. */
export function customersOf(ctx: Looking, wallets: readonly Wallet[]): Promise<readonly Customer[]> {
  return Promise.all(wallets.map((wallet) => customerOf(ctx, wallet)));
}

async function customerOf(ctx: Looking, wallet: Wallet): Promise<Customer> {
  const { number, kind, tier, state, openedAtMs, holder } = wallet;
  const facts = { wallet: number, kind, tier, state, openedAtMs };
  if (tier === null) return { ...facts, firm: holder, seen: nothing, isBacked: true };
  const who = await somebody(ctx, holder);
  const isBacked = await backs(ctx, wallet, who);
  return { ...facts, firm: null, seen: seenBy(tier, factsOf(who)), isBacked };
}

/** True where the profile still holds the document that a wallet's tier rests on. */
async function backs(
  { db }: Looking,
  { number, parent, tier }: Wallet,
  { known }: Somebody,
): Promise<boolean> {
  if (tier === 4) return true;
  const behind = await documentBehind(db, parent ?? number);
  const held = known?.documentIndex ?? undefined;
  return behind === undefined || (held !== undefined && Buffer.compare(behind, held) === 0);
}

/** What each operator knows of a holder. */
export async function knownOf(ctx: Looking, holder: string): Promise<readonly KnownBy[]> {
  const [own, names, who] = await Promise.all([
    walletsBy(ctx.db, holder),
    operators(ctx.db),
    somebody(ctx, holder),
  ]);
  return names.flatMap(({ code, name }) => {
    const wallets = own.flatMap(({ operator, number, tier }) =>
      operator === code && tier !== null ? [{ number, tier }] : [],
    );
    if (wallets.length === 0) return [];
    const tier = Math.min(...wallets.map((one) => one.tier)) as Tier;
    return [{ operator: code, operatorName: name, tier, wallets, seen: seenBy(tier, factsOf(who)) }];
  });
}

/** Changes that wait, with what the operator would see were they granted. */
export async function wouldSee(
  ctx: Looking,
  changes: readonly TierChange[],
): Promise<readonly WaitingChange[]> {
  if (changes.length === 0) return [];
  const wallets = await walletsByNumber(
    ctx.db,
    changes.map(({ wallet }) => wallet),
  );
  return Promise.all(
    changes.map(async (change) => {
      const { holder } =
        wallets.get(change.wallet) ?? fail('yuan.no_such_wallet', 'There is no such wallet.');
      return { change, wouldSee: seenBy(change.to, factsOf(await somebody(ctx, holder))) };
    }),
  );
}
