import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { type Merchant, mostWallets, type Operator, termsOf, type Wallet } from './domain.ts';
import { walletNumberOf } from './number.ts';
import {
  keepMerchant,
  keepOperator,
  keepWallet,
  merchants,
  operators,
  walletsBy,
  walletsByNumber,
} from './postgres.ts';
import type { NewMerchant, NewOperator, NewWallet } from './routes.ts';
import type { Allowance, Used, WalletView } from './views.ts';

type Deciding = Pick<YuanContext, 'db' | 'clock' | 'till' | 'limits'>;

/** Admits a bank that opens wallets. Errors: `yuan.operator_differs`. */
export async function admitOperator(
  { db, clock, till }: Deciding,
  code: string,
  { name, party }: NewOperator,
): Promise<Operator> {
  if (!(await keepOperator(db, { code, name, party, atMs: clock.nowMs() })))
    fail('yuan.operator_differs', 'This operator, or one of this party, is there with other facts.');
  await till.openOperator(code);
  return { code, name };
}

/** Opens a wallet for a holder. Errors: `yuan.operator_not_found`, `yuan.no_such_wallet`, `yuan.too_many_wallets`, `yuan.other_movement`. */
export async function openWallet(ctx: Deciding, holder: string, asked: NewWallet): Promise<WalletView> {
  const { db, clock, till } = ctx;
  const number = walletNumberOf(asked.id);
  const own = await walletsBy(db, holder);
  if (!own.some((one) => one.number === number)) {
    if (!(await operators(db)).some(({ code }) => code === asked.operator))
      fail('yuan.operator_not_found', 'No operator has this code.');
    const parent = asked.parent === null ? undefined : own.find((one) => one.number === asked.parent);
    if (asked.parent !== null && !parent)
      fail('yuan.no_such_wallet', 'You hold no wallet with the number of the parent.');
    if (parent && parent.state !== 'open')
      fail('yuan.wallet_frozen', 'The wallet it would belong to is not open.');
    if (own.length >= mostWallets)
      fail('yuan.too_many_wallets', `Nobody holds more than ${mostWallets} wallets: close one first.`);
    await keepWallet(db, newWallet(asked, { holder, number, parent, openedAtMs: clock.nowMs() }));
  }
  const kept = (await walletsByNumber(db, [number])).get(number);
  if (kept?.holder !== holder || kept.operator !== asked.operator || kept.parent !== asked.parent)
    fail('yuan.other_movement', 'Another wallet was opened under this id.');
  await till.openWallet(number);
  return (await viewsOf(ctx, [kept]))[0]!;
}

function newWallet(
  { operator, label, parent, singleMinor, dayMinor }: NewWallet,
  made: Pick<Wallet, 'holder' | 'number' | 'openedAtMs'> & { readonly parent: Wallet | undefined },
): Wallet {
  const isPerson = made.holder.startsWith('person:');
  const isSub = made.parent !== undefined;
  return {
    operator: made.parent?.operator ?? operator,
    label,
    holder: made.holder,
    number: made.number,
    openedAtMs: made.openedAtMs,
    parent,
    kind: isPerson ? 'personal' : 'corporate',
    tier: isPerson ? (made.parent?.tier ?? 4) : null,
    state: 'open',
    singleMinor: isSub ? singleMinor : null,
    dayMinor: isSub ? dayMinor : null,
  };
}

/** A wallet of a holder's own. Errors: `yuan.no_such_wallet`, also for another's: that it exists is nobody's to know. */
export async function ownWallet(
  { db }: Pick<Deciding, 'db'>,
  holder: string,
  number: string,
): Promise<Wallet> {
  const found = (await walletsByNumber(db, [number])).get(number);
  return found?.holder === holder
    ? found
    : fail('yuan.no_such_wallet', 'You hold no wallet with this number.');
}

/** Wallets as their holder sees them. */
export async function viewsOf(
  { db, clock, till, limits: schedule }: Deciding,
  wallets: readonly Wallet[],
): Promise<readonly WalletView[]> {
  if (wallets.length === 0) return [];
  const names = new Map((await operators(db)).map(({ code, name }) => [code, name]));
  const asMerchants = await merchants(
    db,
    wallets.map(({ number }) => number),
  );
  return Promise.all(
    wallets.map(async ({ holder: _holder, ...wallet }) => ({
      ...wallet,
      operatorName: names.get(wallet.operator)!,
      ...((await till.balance(wallet.number)) ?? { availableMinor: 0n, setAsideMinor: 0n }),
      limits: termsOf({ ...wallet, holder: _holder }, { schedule, atMs: clock.nowMs() }).limits,
      merchant: asMerchants.get(wallet.number) ?? null,
    })),
  );
}

/** What is used up of the limits of a wallet and of those it belongs to, itself first. */
export async function allowancesOf(
  { db, clock, till, limits: schedule }: Deciding,
  wallet: Wallet,
): Promise<readonly Allowance[]> {
  const line = [wallet];
  for (let parent = wallet.parent; parent !== null; ) {
    const found = (await walletsByNumber(db, [parent])).get(parent)!;
    line.push(found);
    parent = found.parent;
  }
  return Promise.all(
    line.map(async (one) => {
      const terms = termsOf(one, { schedule, atMs: clock.nowMs() });
      const { singleMinor, dayMinor, yearMinor } = terms.limits;
      const spent = await till.spent(terms);
      return {
        number: one.number,
        label: one.label,
        singleMinor,
        day: usedOf(dayMinor, spent.dayMinor),
        year: usedOf(yearMinor, spent.yearMinor),
      };
    }),
  );
}

function usedOf(limitMinor: bigint | null, spentMinor: bigint | null): Used | null {
  return limitMinor === null ? null : { limitMinor, spentMinor: spentMinor ?? 0n };
}

/** Lets a firm's wallet take payments as a merchant. Errors: `yuan.no_such_wallet`, `yuan.not_a_merchant` for a person's. */
export async function openMerchant(
  { db, clock }: Deciding,
  wallet: Wallet,
  { name, category }: NewMerchant,
): Promise<Merchant> {
  if (wallet.kind !== 'corporate')
    fail('yuan.not_a_merchant', 'A merchant is paid into the wallet of a firm.');
  const merchant = { wallet: wallet.number, name, category };
  await keepMerchant(db, merchant, clock.nowMs());
  return merchant;
}
