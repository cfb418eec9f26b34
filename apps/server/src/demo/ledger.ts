import type { HubClient } from './clients.ts';

/** Renminbi. */
const ledger = 156;
const codes = { paidIn: 2, charge: 10, settlement: 11 } as const;
const none = { userData128: 0n, userData64: 0n, userData32: 0 };

/**
 * Accounts that show what a ledger can do; what uses are paid with are accounts of their own, which the settlement opens. Their numbers are fixed,
 * so that a second start finds them.
 */
const custody = 1n;
const prepaid = 2n;
const taxOffice = 3n;
const socialOffice = 4n;
const fees = 5n;

const accounts = [
  {
    id: custody,
    code: 1002,
    owner: 'hub',
    limit: 'credits',
    name: { en: 'Custody bank', zh: '存管银行账户' },
  },
  {
    id: prepaid,
    code: 2203,
    owner: 'bank',
    limit: 'debits',
    name: { en: 'Bank, paid in advance for data', zh: '银行预付数据费' },
  },
  {
    id: taxOffice,
    code: 2202,
    owner: 'tax',
    limit: 'debits',
    name: { en: 'Tax office, charges earned', zh: '税务局应付数据费' },
  },
  {
    id: socialOffice,
    code: 2202,
    owner: 'social',
    limit: 'debits',
    name: { en: 'Social insurance, charges earned', zh: '社保中心应付数据费' },
  },
  {
    id: fees,
    code: 6051,
    owner: 'hub',
    limit: 'none',
    name: { en: 'Service fees of the platform', zh: '平台服务费收入' },
  },
] as const;

type Made = { readonly id: bigint; readonly amount: bigint; readonly code: number } & Partial<{
  readonly debitAccountId: bigint;
  readonly creditAccountId: bigint;
  readonly isPending: boolean;
  readonly timeoutS: number;
}>;

/** What the bank pays in for data before its first job. */
const paidIn = {
  id: '01937f00-0000-7000-8000-00000000ca01',
  party: 'bank',
  amountMinor: '2000000',
  reference: 'DEMO-0001',
} as const;

/** Opens accounts and moves a little between them, in every way there is. Repeating it changes nothing. */
export async function setUpLedger(operator: HubClient): Promise<void> {
  await operator.postTopUp({ body: paidIn });
  for (const account of accounts)
    await operator.postLedgerAccount({ body: { ...none, ...account, ledger, keepsHistory: false } });
  const make = (made: Made): Promise<unknown> => transfer(operator, made);
  const settle = (id: bigint, body: { id: bigint; how: 'post' | 'void'; amount: bigint | null }) =>
    operator.postResolution({ params: { id }, body });
  await make({
    id: 1001n,
    debitAccountId: custody,
    creditAccountId: prepaid,
    amount: 10_000_00n,
    code: codes.paidIn,
  });
  await make({ id: 1002n, creditAccountId: taxOffice, amount: 600_00n, code: codes.charge });
  const set = { creditAccountId: socialOffice, code: codes.charge, isPending: true };
  await make({ ...set, id: 1003n, amount: 500_00n });
  await settle(1003n, { id: 1004n, how: 'post', amount: 420_00n });
  await make({ ...set, id: 1005n, amount: 80_00n });
  await settle(1005n, { id: 1006n, how: 'void', amount: null });
  await make({ id: 1007n, creditAccountId: fees, amount: 150_00n, code: codes.charge });
  const paid = { creditAccountId: custody, code: codes.settlement };
  await make({ ...paid, id: 1008n, debitAccountId: taxOffice, amount: 450_00n });
  await make({ ...set, id: 1009n, amount: 36_00n });
  // More than the office has earned: refused, and the screens show why.
  await make({ ...paid, id: 1010n, debitAccountId: taxOffice, amount: 99_999_00n });
}

function transfer(operator: HubClient, made: Made): Promise<unknown> {
  const usual = { debitAccountId: prepaid, creditAccountId: fees, isPending: false, timeoutS: 0 };
  return operator.postTransfer({ body: { ...none, ledger, ...usual, ...made } });
}
