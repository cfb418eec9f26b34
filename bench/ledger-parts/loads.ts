import type { WrittenLedger as Ledger, NewTransfer } from '@finharbor/ledger';
import { transferFlags } from '@finharbor/ledger';

/** As many events as one request to TigerBeetle holds. */
export const batchSize = 8_190;

const accountsAtOnce = 8_000;
const common = { ledger: 1, code: 1 } as const;

/** Gives transfers one after the other, ids rising as a time-ordered id's do. */
export type Load = () => NewTransfer;

/** Opens accounts 1 to `count`. */
export async function openAccounts(ledger: Ledger, count: number): Promise<void> {
  for (let first = 1; first <= count; first += accountsAtOnce) {
    const length = Math.min(accountsAtOnce, count - first + 1);
    const results = await ledger.createAccounts(
      Array.from({ length }, (_, k) => ({ id: BigInt(first + k), ...common })),
    );
    if (results.some(({ status }) => status !== 'created')) throw new Error('An account was not opened.');
  }
}

/** The kinds of load. */
export type Loads = { readonly uniform: Load; readonly hot: Load; readonly mixed: Load };

/** Loads over accounts 1 to `accounts`; all share their ids. `random` gives numbers from 0 to below 1. */
export function loads(accounts: number, random: () => number): Loads {
  // The upper half of an id is one moment, as those of a busy second have.
  let id = 2n ** 120n;
  const any = (): bigint => 1n + BigInt(Math.floor(random() * accounts));
  const pair = (debit: bigint): Pick<NewTransfer, 'debitAccountId' | 'creditAccountId'> => {
    const credit = any();
    return {
      debitAccountId: debit,
      creditAccountId: credit === debit ? 1n + (credit % BigInt(accounts)) : credit,
    };
  };
  const simple = (debit: bigint): NewTransfer => ({
    id: ++id,
    amount: 1n + (id & 1023n),
    ...pair(debit),
    ...common,
  });
  const uniform: Load = () => simple(any());
  const hot: Load = () => simple(1n);
  return { uniform, hot, mixed: mixed(uniform, () => ++id) };
}

/** Of a hundred transfers thirty are a pending one or its posting, and ten are linked two by two. */
function mixed(uniform: Load, nextId: () => bigint): Load {
  const later: NewTransfer[] = [];
  let turn = 0;
  return () => {
    const at = turn++ % 100;
    if (at < 30) {
      if (at % 2 === 1 && later.length > 0) return later.shift()!;
      const pending = { ...uniform(), flags: transferFlags.pending };
      later.push({
        id: nextId(),
        pendingId: pending.id,
        amount: pending.amount,
        flags: transferFlags.postPendingTransfer,
      });
      return pending;
    }
    return at < 40 && at % 2 === 0 ? { ...uniform(), flags: transferFlags.linked } : uniform();
  };
}
