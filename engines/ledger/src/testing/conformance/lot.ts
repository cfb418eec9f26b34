import { accountFlags, type NewAccount } from '../../model/account.ts';
import type { NewTransfer } from '../../model/transfer.ts';
import { historyAccounts } from '../histories.ts';

const reserved = 2n ** 128n - 1n;
const unending = 3_000_000_000;

/** Ids and ledger numbers of one history alone, so that several can be sent to one server. */
export class Lot {
  readonly #number: bigint;

  /** `number` is below 2^60. */
  constructor(number: bigint) {
    this.#number = number;
  }

  /** An id within the lot; the reserved ones stay as they are. */
  id(id: bigint): bigint {
    return id === 0n || id === reserved ? id : id + (this.#number << 64n);
  }

  /** A ledger's number within the lot. */
  ledger(ledger: number): number {
    return ledger === 0 ? 0 : ledger + 4 * Number(this.#number % 2n ** 29n);
  }

  account(account: NewAccount): NewAccount {
    return { ...account, id: this.id(account.id), ledger: this.ledger(account.ledger) };
  }

  transfer(transfer: NewTransfer): NewTransfer {
    const { id, debitAccountId = 0n, creditAccountId = 0n, pendingId = 0n, ledger = 0 } = transfer;
    return {
      ...transfer,
      id: this.id(id),
      debitAccountId: this.id(debitAccountId),
      creditAccountId: this.id(creditAccountId),
      pendingId: this.id(pendingId),
      ledger: this.ledger(ledger),
    };
  }

  /** The accounts of a history, some of which keep one and differ in what they are found by. */
  accounts(): readonly NewAccount[] {
    return historyAccounts.map((account, k) => ({
      ...this.account(account),
      flags: account.flags! | (k % 2 === 0 ? accountFlags.history : 0),
      code: 1 + (k % 2),
      userData128: k % 3 === 0 ? 7n : 0n,
      userData64: k % 2 === 0 ? 2n ** 64n - 1n : 0n,
      userData32: k % 3,
    }));
  }
}

/** A transfer whose timeout, if it has one, does not end while anyone waits. */
export function neverExpiring(transfer: NewTransfer): NewTransfer {
  const { timeout = 0 } = transfer;
  return timeout === 0 || timeout > unending ? transfer : { ...transfer, timeout: timeout + unending };
}
