import type { Client } from 'pg';
import { accountAt, entryAt, newAccountAt, newAccountWords } from '../machine/layout.ts';
import type { Machine } from '../machine/machine.ts';
import { createAccount } from '../machine/open-account.ts';
import type { Place } from '../machine/place.ts';
import { Replay } from '../machine/replay.ts';
import { readU64 } from '../machine/u128.ts';
import { loadMachine, readAccounts, readEntries } from './load.ts';

/** Keeps a machine as the journal has it, while another process writes that. */
export class Follower {
  readonly #machine: Machine;
  readonly #replay: Replay;
  #accountNs: bigint;
  #entryNs: bigint;

  private constructor(machine: Machine) {
    this.#machine = machine;
    this.#replay = new Replay(machine.books);
    this.#accountNs = machine.books.clockwork.lastNs;
    this.#entryNs = this.#accountNs;
  }

  /** Fills an empty machine. */
  static async start(client: Client, machine: Machine): Promise<Follower> {
    await inSnapshot(client, () => loadMachine(client, machine));
    return new Follower(machine);
  }

  /** Carries out what has come since. Where it fails in between, the next call goes on from there. */
  async catchUp(client: Client): Promise<void> {
    const { clockwork } = this.#machine.books;
    // Entries may be of accounts that were opened while the accounts were read.
    await inSnapshot(client, async () => {
      await readAccounts(client, this.#accountNs, (_, account) => this.#open(account));
      await readEntries(client, this.#entryNs, {
        ...{ machine: this.#machine, replay: this.#replay },
        each: ({ words, at }) => {
          this.#entryNs = readU64(words, at + entryAt.timestamp);
        },
      });
    });
    clockwork.advanceTo(this.#accountNs);
    clockwork.advanceTo(this.#entryNs);
  }

  #open({ words, at }: Place): void {
    const { books } = this.#machine;
    const event = { words: new Uint32Array(newAccountWords), at: 0 };
    const put = (to: number, from: number, size: number): void => {
      for (let k = 0; k < size; k++) event.words[to + k] = words[at + from + k]!;
    };
    put(newAccountAt.id, accountAt.id, 4);
    put(newAccountAt.userData128, accountAt.userData128, 7);
    put(newAccountAt.ledger, accountAt.ledger, 2);
    this.#accountNs = readU64(words, at + accountAt.timestamp);
    createAccount(event, books, { words, at: at + accountAt.timestamp });
  }
}

async function inSnapshot(client: Client, read: () => Promise<void>): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await read();
  } finally {
    await client.query('commit');
  }
}
