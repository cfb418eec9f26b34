import type { Transfer } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { issueAccount, movementOf, purseAccount, transferOf, vaultOf, walletAccount } from '../money/ids.ts';
import { transferCodes } from '../money/numbers.ts';
import { settlementNumber } from './accounts.ts';
import { accountDay } from './day.ts';
import { bankAccount, bookingCodes, bookingOf } from './numbers.ts';
import { exchangesById } from './postgres.ts';

type Reading = Pick<YuanContext, 'db' | 'past' | 'ledger'>;

/** What does not agree between the vault and the account at the bank. */
export type Difference = {
  readonly kind: /** Digital yuan went into a wallet and no renminbi came. */
    | 'wallet_without_bank'
    /** Renminbi came, and neither went into a wallet nor back. */
    | 'bank_without_wallet'
    /** Digital yuan came back into the vault and no renminbi went out. */
    | 'redeemed_without_bank'
    /** Renminbi went out and no digital yuan came back. */
    | 'bank_without_redemption'
    /** It went into a wallet and back to the bank account too. */
    | 'returned_and_kept'
    | 'amounts_differ';
  readonly movement: string;
  readonly walletMinor: bigint;
  readonly bankMinor: bigint;
};

/** A day's movements of an operator's vault beside those of its account at the bank. */
export type Reconciliation = {
  readonly topUps: Sum;
  readonly redemptions: Sum;
  readonly returns: Sum;
  /** What is on one side and not yet on the other. */
  readonly underWay: Sum;
  readonly differences: readonly Difference[];
};
type Sum = { readonly count: number; readonly amountMinor: bigint };

/** Both sides of one movement, as the ledger has them, whenever they came about. */
type Sides = {
  readonly movement: string;
  /** Into a wallet, or out of one. */
  readonly topUp: bigint;
  readonly redeemed: bigint;
  /** Into the operator's account, out of it, and back where it came from. */
  readonly received: bigint;
  readonly sent: bigint;
  readonly returned: bigint;
};

/**
 * Holds what a day moved between vault and wallets against what it moved at the bank, movement by movement. Both sides are looked up by
 * the movement's number, so one that is booked just before midnight and on the other side just after is no difference.
 */
export async function reconcile(ctx: Reading, operator: string, day: string): Promise<Reconciliation> {
  const own = bankAccount(settlementNumber(operator));
  const [vault, bank] = await Promise.all([
    accountDay(ctx.past, vaultOf(operator), day),
    accountDay(ctx.past, own, day),
  ]);
  const exchanged = new Set<number>([transferCodes.topUp, transferCodes.redeem]);
  const ofVault = vault.transfers.filter(({ code }) => exchanged.has(code));
  const ofBank = bank.transfers.filter(({ code }) => code !== bookingCodes.paidIn);
  const movements = [...new Set([...ofVault, ...ofBank].map((one) => movementOf(one.userData128)))];
  const sides = await sidesOf(ctx, { operator, movements, own });
  const kept = await exchangesById(ctx.db, movements);
  const isUnderWay = ({ movement }: Sides): boolean => kept.get(movement)?.endedAtMs === null;
  const differences = sides.flatMap((side) => differenceOf(side, isUnderWay(side)));
  return {
    topUps: sumOf(ofVault.filter(({ code }) => code === transferCodes.topUp)),
    redemptions: sumOf(ofVault.filter(({ code }) => code === transferCodes.redeem)),
    returns: sumOf(ofBank.filter(({ code }) => code === bookingCodes.return)),
    underWay: underWayOf(sides.filter((side) => isUnderWay(side) && isHalf(side))),
    differences,
  };
}

async function sidesOf(
  { past }: Reading,
  {
    operator,
    movements,
    own,
  }: { readonly operator: string; readonly movements: readonly string[]; readonly own: bigint },
): Promise<readonly Sides[]> {
  const partsOf = (movement: string): readonly [bigint, bigint, bigint, bigint] => [
    transferOf(movement, 'money'),
    transferOf(movement, 'end'),
    bookingOf(operator, movement, 'payment'),
    bookingOf(operator, movement, 'return'),
  ];
  const made = new Map<bigint, Transfer>();
  for (let at = 0; at < movements.length; at += lookupAtOnce)
    for (const one of await past.made(movements.slice(at, at + lookupAtOnce).flatMap(partsOf)))
      made.set(one.id, one);
  return movements.map((movement) => {
    const [money, end, payment, back] = partsOf(movement).map((id) => made.get(id));
    const isIn = payment?.creditAccountId === own;
    return {
      movement,
      topUp: money?.code === transferCodes.topUp ? money.amount : 0n,
      redeemed: end?.amount ?? 0n,
      received: isIn ? payment.amount : 0n,
      sent: isIn ? 0n : (payment?.amount ?? 0n),
      returned: back?.amount ?? 0n,
    };
  });
}

const lookupAtOnce = 2000;

function isHalf({ topUp, redeemed, received, sent, returned }: Sides): boolean {
  return topUp + returned !== received || redeemed !== sent;
}

function differenceOf(side: Sides, isUnderWay: boolean): readonly Difference[] {
  const { movement, topUp, redeemed, received, sent, returned } = side;
  const found = (kind: Difference['kind'], walletMinor: bigint, bankMinor: bigint): readonly Difference[] => [
    { kind, movement, walletMinor, bankMinor },
  ];
  if (topUp > 0n && returned > 0n) return found('returned_and_kept', topUp, received - returned);
  if (topUp > 0n && received === 0n) return found('wallet_without_bank', topUp, 0n);
  if (redeemed > 0n && sent === 0n) return found('redeemed_without_bank', redeemed, 0n);
  // Renminbi moves first, and digital yuan follows.
  if (isUnderWay || !isHalf(side)) return [];
  if (topUp === 0n && received > returned) return found('bank_without_wallet', 0n, received - returned);
  if (redeemed === 0n && sent > 0n) return found('bank_without_redemption', 0n, sent);
  return found('amounts_differ', topUp + redeemed, received - returned + sent);
}

function sumOf(transfers: readonly Transfer[]): Sum {
  return { count: transfers.length, amountMinor: transfers.reduce((sum, { amount }) => sum + amount, 0n) };
}

function underWayOf(sides: readonly Sides[]): Sum {
  const amountMinor = sides.reduce(
    (sum, { topUp, redeemed, received, sent, returned }) =>
      sum + (received - returned - topUp) + (sent - redeemed),
    0n,
  );
  return { count: sides.length, amountMinor };
}

/** What wallets of one tier hold; null stands for corporate ones. */
export type TierSum = {
  readonly tier: number | null;
  readonly wallets: number;
  readonly amountMinor: bigint;
};

/** Where the digital yuan of the scheme is. */
export type Holdings = {
  /** By the central bank, less what it took back. */
  readonly issuedMinor: bigint;
  /** In the vaults of all operators, and in this operator's. */
  readonly vaultsMinor: bigint;
  readonly vaultMinor: bigint;
  /** In the wallets of all operators, and in this operator's by tier. */
  readonly walletsMinor: bigint;
  readonly tiers: readonly TierSum[];
  /** Under a purpose: it is somebody's, and in no wallet. */
  readonly pursesMinor: bigint;
  /** Issued less all of these: anything but zero is digital yuan that nobody accounts for. */
  readonly differenceMinor: bigint;
  /** On the operator's account at the bank, in renminbi. */
  readonly settlementMinor: bigint;
};

/** Adds up where all digital yuan is, now: of more accounts than one look-up takes, what moves in between may show as a difference. */
export async function holdings(ctx: Reading, operator: string): Promise<Holdings> {
  const { db, ledger } = ctx;
  const [codes, wallets, purses] = await Promise.all([
    db.selectFrom('yuan_operator').select('code').execute(),
    db.selectFrom('yuan_wallet').select(['number', 'operator', 'tier']).execute(),
    db.selectFrom('yuan_purse').select('id').execute(),
  ]);
  const stood = await standing(ledger, [
    ...codes.map(({ code }) => vaultOf(code)),
    ...wallets.map(({ number }) => walletAccount(number)),
    ...purses.map(({ id }) => purseAccount(id)),
    issueAccount,
    bankAccount(settlementNumber(operator)),
  ]);
  const at = (account: bigint): bigint => stood.get(account) ?? 0n;
  const total = (accounts: readonly bigint[]): bigint => accounts.reduce((sum, one) => sum + at(one), 0n);
  const issuedMinor = -at(issueAccount);
  const vaultsMinor = total(codes.map(({ code }) => vaultOf(code)));
  const walletsMinor = total(wallets.map(({ number }) => walletAccount(number)));
  const pursesMinor = total(purses.map(({ id }) => purseAccount(id)));
  const own = wallets.filter((wallet) => wallet.operator === operator);
  return {
    issuedMinor,
    vaultsMinor,
    vaultMinor: at(vaultOf(operator)),
    walletsMinor,
    pursesMinor,
    differenceMinor: issuedMinor - vaultsMinor - walletsMinor - pursesMinor,
    settlementMinor: at(bankAccount(settlementNumber(operator))),
    tiers: ([1, 2, 3, 4, null] as const).map((tier) => {
      const ofTier = own.filter((wallet) => wallet.tier === tier);
      const amountMinor = total(ofTier.map(({ number }) => walletAccount(number)));
      return { tier, wallets: ofTier.length, amountMinor };
    }),
  };
}

const accountsAtOnce = 8000;

async function standing(
  ledger: YuanContext['ledger'],
  accounts: readonly bigint[],
): Promise<ReadonlyMap<bigint, bigint>> {
  const stood = new Map<bigint, bigint>();
  for (let at = 0; at < accounts.length; at += accountsAtOnce)
    for (const one of await ledger.lookupAccounts(accounts.slice(at, at + accountsAtOnce)))
      stood.set(one.id, one.creditsPosted - one.debitsPosted);
  return stood;
}
