import assert from 'node:assert/strict';
import type { Ledger } from '../../ledger.ts';
import { Machine } from '../../machine/machine.ts';
import type { NewAccount } from '../../model/account.ts';
import { encodeAccounts, encodeTransfers } from '../../model/records.ts';
import { accountStatusName, transferStatusName } from '../../model/status.ts';
import type { NewTransfer } from '../../model/transfer.ts';
import { Model, type ModelAccount } from '../../testing/model.ts';
import { accountsOf } from '../../testing/read.ts';

/** The ledger's rules in memory, beside the model of what they promise: both see the same events and have to agree. */
export class MachineLedger implements Pick<Ledger, 'createAccounts' | 'createTransfers'> {
  readonly #machine = new Machine(1);
  readonly #model = new Model();
  nowMs: number;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
    this.#machine.begin();
  }

  createAccounts: Ledger['createAccounts'] = (accounts) => {
    const { statuses, timestamps } = this.#machine.createAccounts(encodeAccounts(accounts), this.#nowNs);
    const results = [...statuses].map((status, k) => ({
      status: accountStatusName(status),
      timestamp: timestamps[k]!,
    }));
    for (const [k, account] of accounts.entries())
      if (results[k]!.status === 'created') this.#model.createAccount(account, this.#nowNs);
    return Promise.resolve(results);
  };

  createTransfers: Ledger['createTransfers'] = (transfers) => {
    const { statuses, timestamps } = this.#machine.createTransfers(encodeTransfers(transfers), this.#nowNs);
    const results = [...statuses].map((status, k) => ({
      status: transferStatusName(status),
      timestamp: timestamps[k]!,
    }));
    assert.deepEqual(
      results.map(({ status }) => status),
      this.#model.createTransfers(transfers, this.#nowNs),
    );
    return Promise.resolve(results);
  };

  /** Opens accounts and puts money of nobody's into them. */
  async endow(endowments: readonly (NewAccount & { readonly amount: bigint })[]): Promise<void> {
    const ledgers = new Set(endowments.map(({ ledger }) => ledger));
    const mints = [...ledgers].map(
      (ledger): NewAccount => ({ id: 2n ** 100n + BigInt(ledger), ledger, code: 1 }),
    );
    const opened = endowments.map(({ amount: _, ...account }) => account);
    await this.createAccounts([...mints, ...opened]);
    const made = await this.createTransfers(
      endowments.map(
        ({ id, ledger, amount }): NewTransfer => ({
          id: 2n ** 101n + id,
          debitAccountId: 2n ** 100n + BigInt(ledger),
          creditAccountId: id,
          amount,
          ledger,
          code: 1,
        }),
      ),
    );
    assert.ok(made.every(({ status }) => status === 'created'));
  }

  /** What an account can pay now, and what it has been promised. */
  available(id: bigint): bigint {
    const { debitsPending, debitsPosted, creditsPosted } = this.account(id);
    return creditsPosted - debitsPosted - debitsPending;
  }

  /** An account as machine and model both have it. */
  account(id: bigint): ModelAccount {
    const found = this.accounts().find((account) => account.id === id);
    assert.ok(found, `there is account ${id}`);
    return found;
  }

  accounts(): readonly ModelAccount[] {
    const accounts = accountsOf(this.#machine);
    assert.deepEqual(accounts, [...this.#model.accounts.values()]);
    return accounts;
  }

  get #nowNs(): bigint {
    return BigInt(this.nowMs) * 1_000_000n;
  }
}
