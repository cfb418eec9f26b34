import type { Machine } from '../machine/machine.ts';
import type { Account, NewAccount } from '../model/account.ts';
import { decodeTransfers } from '../model/records.ts';
import { accountStatusName, transferStatusName } from '../model/status.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { Model, type ModelAccount } from '../testing/model.ts';
import { accountsOf, pendingIdsOf } from '../testing/read.ts';
import { promised } from './breach.ts';
import { decodeAccounts } from './decode.ts';
import { isFiller } from './requests.ts';
import type { Deed } from './witness.ts';

const blank = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n };

/** Does on the model, in one total order, what a ledger says it did, and compares. */
export class Oracle {
  readonly #model: Model = new Model();
  /** When each account was opened. */
  readonly #opened: Map<bigint, bigint> = new Map();

  /** Another that has seen the same. */
  fork(): Oracle {
    const other = new Oracle();
    const { accounts, transfers, spent, balances } = this.#model;
    Object.assign(other.#model, { accounts, transfers, spent, balances });
    for (const [id, moment] of this.#opened) other.#opened.set(id, moment);
    return other;
  }

  /** Does a deed once more, and tells what is not as it was told; undefined where all is. */
  differs(deed: Deed): string | undefined {
    this.#model.now = deed.startNs;
    const [told, expected] = this.#both(deed);
    return told === expected ? undefined : `${deed.kind}: told ${told}, where it is ${expected}`;
  }

  /** Compares everything that a machine holds. */
  compare(machine: Machine): void {
    const isUsual = ({ id }: { readonly id: bigint }): boolean => !isFiller(id);
    const held = accountsOf(machine);
    const model = [...this.#model.accounts.values()];
    promised(held.length === this.#opened.size, () => `${held.length} of ${this.#opened.size} accounts`);
    for (const account of held.filter((one) => !isUsual(one)))
      promised(account.debitsPosted === 0n && account.flags === 0, () => `account ${account.id} moved`);
    const [stands, should] = [held.filter(isUsual), model].map(textOf) as [string, string];
    promised(stands === should, () => `accounts stand at ${stands}, where they should at ${should}`);
    const pending = [...this.#model.transfers.values()].filter(({ fate }) => fate === 'pending');
    const [holds, shouldHold] = [pendingIdsOf(machine), pending.map(({ id }) => id)].map(sorted);
    promised(holds === shouldHold, () => `pending are ${holds}, where they should be ${shouldHold}`);
    promised(sumOf(held, 'debitsPosted') === sumOf(held, 'creditsPosted'), () => 'posted sums differ');
    promised(sumOf(held, 'debitsPending') === sumOf(held, 'creditsPending'), () => 'pending sums differ');
  }

  #both(deed: Deed): readonly [told: string, expected: string] {
    if (deed.kind === 'look') {
      const stand = deed.ids.flatMap((id) => this.#model.accounts.get(id) ?? []);
      return [textOf(deed.seen.map(asModelled)), textOf(stand)];
    }
    const { kind, outcome } = deed;
    const results =
      kind === 'accounts'
        ? this.#open(decodeAccounts(deed.words))
        : this.#transfer(decodeTransfers(deed.words));
    const nameOf = kind === 'accounts' ? accountStatusName : transferStatusName;
    const told = Array.from(outcome.statuses, (status, k) => {
      const moment = results[k]?.moment === undefined ? '' : `@${outcome.timestamps[k]}`;
      return `${nameOf(status)}${moment}`;
    });
    return [told.join(), results.map(({ name, moment }) => `${name}${moment ? `@${moment}` : ''}`).join()];
  }

  #open(asked: readonly NewAccount[]): readonly Result[] {
    return asked.map((account) => {
      const made = this.#opened.get(account.id);
      if (isFiller(account.id) || made !== undefined) this.#model.now += 1n;
      else this.#model.createAccount(account, this.#model.now);
      if (made !== undefined) return this.#existing(account, made);
      this.#opened.set(account.id, this.#model.now);
      return { name: 'created', moment: this.#model.now };
    });
  }

  /** An account that was closed since is not the one that is asked for. */
  #existing({ id, flags = 0 }: NewAccount, moment: bigint): Result {
    const now = isFiller(id) ? flags : this.#model.accounts.get(id)!.flags;
    if (now === flags) return { name: 'exists', moment };
    return { name: 'existsWithDifferentFlags', moment: undefined };
  }

  /** What exists in a chain that fails for it may be gone with the chain. */
  #transfer(asked: readonly NewTransfer[]): readonly Result[] {
    return this.#model.createTransfers(asked, this.#model.now).map((name, k) => {
      const isMade = name === 'created' || name === 'exists';
      return { name, moment: isMade ? this.#model.transfers.get(asked[k]!.id)?.timestamp : undefined };
    });
  }
}

/** A status, and of what was made the moment at which it was. */
type Result = { readonly name: string; readonly moment: bigint | undefined };

function asModelled(account: Account): ModelAccount {
  const { id, ledger, debitsPending, debitsPosted, creditsPending, creditsPosted, flags } = account;
  return { id, ledger, debitsPending, debitsPosted, creditsPending, creditsPosted, flags };
}

function textOf(accounts: readonly ModelAccount[]): string {
  return accounts
    .map((one) => {
      const sums = Object.keys(blank).map((name) => one[name as keyof typeof blank]);
      return `${one.id}:${sums.join('/')}:${one.flags}`;
    })
    .toSorted()
    .join(' ');
}

function sorted(ids: readonly bigint[]): string {
  return ids
    .map((id) => id.toString())
    .toSorted()
    .join();
}

function sumOf(accounts: readonly ModelAccount[], name: keyof typeof blank): bigint {
  return accounts.reduce((sum, account) => sum + account[name], 0n);
}
