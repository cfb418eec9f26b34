import assert from 'node:assert/strict';
import type { CreateResult, Ledger } from '../../ledger.ts';
import type { Account, NewAccount } from '../../model/account.ts';
import type { AccountBalance } from '../../model/query.ts';
import type { CreateTransferStatus } from '../../model/status.ts';
import type { NewTransfer, Transfer } from '../../model/transfer.ts';
import { Model } from '../model.ts';

type Told = readonly CreateResult<CreateTransferStatus>[];

/** What a ledger must hold after what it was sent: the model's word on everything but the moments, which are the ledger's own. */
export class Book {
  readonly #model: Model = new Model();
  readonly #opened: Map<bigint, Required<NewAccount> & { readonly timestamp: bigint }> = new Map();
  /** The ledger's moment of what the model made at its own. */
  readonly #moments: Map<bigint, bigint> = new Map();
  #last = 0n;

  /** Opens accounts that are new and right. */
  async open(ledger: Ledger, accounts: readonly NewAccount[], nowNs: bigint): Promise<void> {
    const told = await ledger.createAccounts(accounts);
    for (const [k, account] of accounts.entries()) {
      const { status, timestamp } = told[k]!;
      assert.equal(status, 'created');
      this.#goesOn(timestamp);
      const blank = { flags: 0, userData128: 0n, userData64: 0n, userData32: 0 };
      this.#opened.set(account.id, { ...blank, ...account, timestamp });
      this.#model.createAccount(account, nowNs);
    }
  }

  /** Sends transfers, and checks that what is told of them is what the model says. */
  async send(ledger: Ledger, events: readonly NewTransfer[], nowNs: bigint): Promise<void> {
    this.check(events, await ledger.createTransfers(events), nowNs);
  }

  /** Checks what a ledger told of transfers. */
  check(events: readonly NewTransfer[], told: Told, nowNs: bigint): void {
    const statuses = this.#model.createTransfers(events, nowNs);
    assert.deepEqual(
      told.map(({ status }) => status),
      statuses,
    );
    for (const [k, { id }] of events.entries()) {
      const { status, timestamp } = told[k]!;
      const made = this.#model.transfers.get(id);
      // What exists may be an earlier event of a chain that fails over just this: then no moment is kept of it.
      const moment = made && this.#moments.get(made.timestamp);
      if (status !== 'exists') this.#goesOn(timestamp);
      else if (moment !== undefined) assert.equal(timestamp, moment);
      if (status === 'created') this.#moments.set(made!.timestamp, timestamp);
    }
  }

  /** All accounts, the earliest first. */
  accounts(): readonly Account[] {
    return [...this.#model.accounts.values()].map((sums) => ({ ...this.#opened.get(sums.id)!, ...sums }));
  }

  /** All transfers, the earliest first. */
  transfers(): readonly Transfer[] {
    const made = [...this.#model.transfers.values()].toSorted((a, b) => Number(a.timestamp - b.timestamp));
    return made.map(({ fate: _, ...transfer }) => this.#moved(transfer));
  }

  /** How an account with the flag `history` stood after each of its transfers. */
  balances(accountId: bigint): readonly AccountBalance[] {
    return (this.#model.balances.get(accountId) ?? []).map((balance) => this.#moved(balance));
  }

  #moved<Made extends { readonly timestamp: bigint }>(made: Made): Made {
    return { ...made, timestamp: this.#moments.get(made.timestamp)! };
  }

  #goesOn(timestamp: bigint): void {
    assert.ok(timestamp > this.#last, `${timestamp} is not after ${this.#last}`);
    this.#last = timestamp;
  }
}
