import { sha256 } from '@finharbor/kernel';
import { type NewTransfer, transferFlags } from '@finharbor/ledger';
import type { Bilingual } from '../documents.ts';

/** Renminbi: a ledger of a currency has its ISO 4217 number. */
const ledger = 156;
const codes = { paidIn: 2, paidOut: 3, charge: 10, settlement: 11 } as const;

/** What a party has on the ledger: money paid in for data, money earned with data, and what it still owes. */
export type Purse = 'prepaid' | 'earned' | 'owed';
/** The platform's own: money at the bank that holds it for all, and what the platform has earned. */
export type HouseAccount = 'custody' | 'fees';

/** An account as it is opened where somebody first needs it. */
export type NewPurse = {
  readonly id: bigint;
  readonly ledger: number;
  readonly code: number;
  readonly owner: string;
  readonly name: Bilingual;
  readonly limit: 'none' | 'debits' | 'credits';
};

/** The account of a party's purse; its number follows from the names, so that nobody has to remember it. */
export function purseOf(party: string, purse: Purse): bigint {
  return numberFrom(`finharbor/account/1\n${party}\n${purse}`);
}

/** The account of the platform's own. */
export function houseAccount(name: HouseAccount): bigint {
  return numberFrom(`finharbor/account/1\n\n${name}`);
}

/** All accounts that one party's uses can touch. */
export function pursesOf(party: string, name: Bilingual): readonly NewPurse[] {
  const purse = (kind: Purse, { said, ...facts }: PurseKind): NewPurse => ({
    id: purseOf(party, kind),
    ledger,
    owner: party,
    name: { en: `${name.en}: ${said.en}`, zh: `${name.zh}：${said.zh}` },
    ...facts,
  });
  return [
    purse('prepaid', { code: 2203, limit: 'debits', said: { en: 'paid in for data', zh: '预付数据费' } }),
    purse('earned', { code: 2202, limit: 'debits', said: { en: 'earned with data', zh: '应付数据收入' } }),
    purse('owed', { code: 1122, limit: 'none', said: { en: 'owed for data', zh: '应收数据费' } }),
  ];
}
type PurseKind = Pick<NewPurse, 'code' | 'limit'> & { readonly said: Bilingual };

/** The platform's own accounts. */
export function houseAccounts(owner: string): readonly NewPurse[] {
  return [
    {
      id: houseAccount('custody'),
      ledger,
      code: 1002,
      owner,
      limit: 'credits',
      name: { en: 'Custody bank', zh: '存管银行账户' },
    },
    {
      id: houseAccount('fees'),
      ledger,
      code: 6051,
      owner,
      limit: 'none',
      name: { en: 'Service fees of the platform', zh: '平台服务费收入' },
    },
  ];
}

/** Whose money a line moves, and how much of it. */
export type LineMoney = {
  readonly id: string;
  readonly consumer: string;
  readonly provider: string;
  readonly priceMinor: bigint;
  readonly feeMinor: bigint;
};

/** The transfers of one asking: a chain that comes about as a whole or not at all, known by the id of its first. */
export type Asking = { readonly transfers: readonly NewTransfer[]; readonly moved: readonly bigint[] };

/** The consumer pays from what it has paid in. Refused where that does not reach. */
export function pay(line: LineMoney, attempt: number): Asking {
  const from = purseOf(line.consumer, 'prepaid');
  return shares(line, (share, creditAccountId, amount) => ({
    id: moveId(line.id, `pay-${share}`, attempt),
    debitAccountId: from,
    creditAccountId,
    amount,
    code: codes.charge,
  }));
}

/** What the consumer could not pay is set aside as its debt: the provider sees it coming and cannot be paid it out. */
export function owe(line: LineMoney, attempt: number): Asking {
  const from = purseOf(line.consumer, 'owed');
  return shares(line, (share, creditAccountId, amount) => ({
    id: moveId(line.id, `owe-${share}`, attempt),
    debitAccountId: from,
    creditAccountId,
    amount,
    code: codes.charge,
    flags: transferFlags.pending,
  }));
}

/** The debt set aside in attempt `owedTry` is paid from what has been paid in since. */
export function payDebt(line: LineMoney, attempt: number, owedTry: number): Asking {
  const debt = {
    id: moveId(line.id, 'debt', attempt),
    debitAccountId: purseOf(line.consumer, 'prepaid'),
    creditAccountId: purseOf(line.consumer, 'owed'),
    amount: line.priceMinor,
    code: codes.settlement,
  };
  const posted = shares(line, (share, _to, amount) => ({
    id: moveId(line.id, `post-${share}`, attempt),
    pendingId: moveId(line.id, `owe-${share}`, owedTry),
    amount,
    flags: transferFlags.postPendingTransfer,
    code: codes.charge,
  }));
  return { transfers: chained([debt, ...posted.transfers]), moved: posted.moved };
}

/** The debt set aside in attempt `owedTry` becomes a smaller one, or none. */
export function oweLess(line: LineMoney, less: LineMoney, { attempt, owedTry }: Tries): Asking {
  const voided = shares(line, (share) => ({
    id: moveId(line.id, `void-${share}`, attempt),
    pendingId: moveId(line.id, `owe-${share}`, owedTry),
    amount: 0n,
    flags: transferFlags.voidPendingTransfer,
    code: codes.charge,
  }));
  const again = owe(less, attempt);
  return { transfers: chained([...voided.transfers, ...again.transfers]), moved: again.moved };
}
type Tries = { readonly attempt: number; readonly owedTry: number };

/** While a paid line is argued about, as much of what its provider has is set aside for the consumer. */
export function hold(dispute: string, line: LineMoney): Asking {
  const id = moveId(dispute, 'hold', 0);
  const transfer: NewTransfer = {
    id,
    ledger,
    debitAccountId: purseOf(line.provider, 'earned'),
    creditAccountId: purseOf(line.consumer, 'prepaid'),
    amount: line.priceMinor - line.feeMinor,
    code: codes.settlement,
    // What has been paid out already cannot be held; the rest can.
    flags: transferFlags.pending | transferFlags.balancingDebit,
  };
  return { transfers: [transfer], moved: [id] };
}

/** What is held is given back to the provider. */
export function release(dispute: string): Asking {
  const transfer: NewTransfer = {
    id: moveId(dispute, 'release', 0),
    pendingId: moveId(dispute, 'hold', 0),
    amount: 0n,
    ledger,
    code: codes.settlement,
    flags: transferFlags.voidPendingTransfer,
  };
  return { transfers: [transfer], moved: [] };
}

/**
 * A paid line's price falls by `back`: the provider's part comes from what is held, and what that does not cover becomes a debt of the
 * provider; the platform gives its fee back. What is held beyond that is the provider's again.
 */
export function payBack(dispute: string, back: LineMoney, heldMinor: bigint): Asking {
  const to = purseOf(back.consumer, 'prepaid');
  const share = back.priceMinor - back.feeMinor;
  const fromHeld = share < heldMinor ? share : heldMinor;
  const id = (part: string): bigint => moveId(dispute, `back-${part}`, 0);
  const settled: NewTransfer[] =
    heldMinor === 0n
      ? []
      : [
          {
            id: id('held'),
            pendingId: moveId(dispute, 'hold', 0),
            amount: fromHeld,
            flags: transferFlags.postPendingTransfer,
          },
        ];
  const rest = { id: id('rest'), debitAccountId: purseOf(back.provider, 'owed'), amount: share - fromHeld };
  const fee = { id: id('fee'), debitAccountId: houseAccount('fees'), amount: back.feeMinor };
  const direct = [rest, fee].filter(({ amount }) => amount > 0n);
  const transfers = [...settled, ...direct.map((one) => ({ ...one, creditAccountId: to }))];
  return {
    transfers: chained(transfers.map((one) => ({ ...one, code: codes.settlement }))),
    moved: transfers.map((one) => one.id),
  };
}

/** What a person does with a party's money by hand. */
export type Movement = { readonly id: string; readonly party: string; readonly amountMinor: bigint };

/** Money has come in at the bank. */
export function topUp({ id, party, amountMinor }: Movement): Asking {
  return single({
    id: moveId(id, 'top-up', 0),
    debitAccountId: houseAccount('custody'),
    creditAccountId: purseOf(party, 'prepaid'),
    amount: amountMinor,
    code: codes.paidIn,
  });
}

/** Money is to go out: it is set aside until the bank has sent it. */
export function askOut({ id, party, amountMinor }: Movement): Asking {
  return single({
    id: moveId(id, 'payout', 0),
    debitAccountId: purseOf(party, 'earned'),
    creditAccountId: houseAccount('custody'),
    amount: amountMinor,
    code: codes.paidOut,
    flags: transferFlags.pending,
  });
}

/** The bank has sent it, or will not. */
export function resolveOut({ id, amountMinor }: Movement, how: 'confirm' | 'reject'): Asking {
  const isSent = how === 'confirm';
  return single({
    id: moveId(id, `payout-${how}`, 0),
    pendingId: moveId(id, 'payout', 0),
    amount: isSent ? amountMinor : 0n,
    code: codes.paidOut,
    flags: isSent ? transferFlags.postPendingTransfer : transferFlags.voidPendingTransfer,
  });
}

/** The transfer that one part of one asking for something is; SHA-256 of the three, so that a retry is the same transfer. */
function moveId(of: string, part: string, attempt: number): bigint {
  return numberFrom(`finharbor/transfer/1\n${of}\n${part}\n${attempt}`);
}

type Part = 'share' | 'fee';

/** What the provider gets and what the platform keeps, each as a transfer where it is something. */
function shares(
  { provider, priceMinor, feeMinor }: LineMoney,
  made: (part: Part, to: bigint, amount: bigint) => NewTransfer,
): Asking {
  const parts: readonly (readonly [Part, bigint, bigint])[] = [
    ['share', purseOf(provider, 'earned'), priceMinor - feeMinor],
    ['fee', houseAccount('fees'), feeMinor],
  ];
  const transfers = parts.filter(([, , amount]) => amount > 0n).map((part) => made(...part));
  return { transfers: chained(transfers), moved: transfers.map(({ id }) => id) };
}

function single(transfer: NewTransfer): Asking {
  return { transfers: [{ ledger, ...transfer }], moved: [transfer.id] };
}

function chained(transfers: readonly NewTransfer[]): readonly NewTransfer[] {
  return transfers.map((transfer, at) => {
    const others = (transfer.flags ?? 0) & ~transferFlags.linked;
    const flags = at === transfers.length - 1 ? others : others | transferFlags.linked;
    return { ledger, ...transfer, flags };
  });
}

/** 128 bits of the SHA-256; the two numbers a ledger has no use for do not come up. */
function numberFrom(text: string): bigint {
  return BigInt(`0x${Buffer.from(sha256(text)).toString('hex').slice(0, 32)}`);
}
