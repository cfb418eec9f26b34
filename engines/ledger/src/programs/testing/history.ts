import assert from 'node:assert/strict';
import { carryOut } from '../course/carry-out.ts';
import { compile } from '../course/compile.ts';
import type { PaymentAsked, ProgramEvent } from '../course/event.ts';
import { accountsOf, programDigest } from '../course/ids.ts';
import { replay } from '../course/replay.ts';
import { type ProgramState, startOf } from '../course/state.ts';
import { parseProgramState, programStateJson } from '../read.ts';
import { cappedShareOf, feeOf } from '../value/amounts.ts';
import { endMs } from '../value/moment.ts';
import type { Escrow, Exchange, Program, Release } from '../value/program.ts';
import { type Attempt, accountOf, ledgerOf, people, startMs } from './arbitrary.ts';
import { MachineLedger } from './machine-ledger.ts';

const endowment = 1_000n;

/** A program to which a history happens, on the ledger's own rules beside the model. */
export class History {
  readonly #program: Program;
  readonly #ledger = new MachineLedger(startMs);
  readonly #states: ProgramState[];
  readonly #accepted: ProgramEvent[] = [];
  readonly #tried: ProgramEvent[] = [];
  /** By how much the latest of the accepted events was late. */
  #lagMs = 0;

  private constructor(program: Program) {
    this.#program = program;
    this.#states = [startOf(program)];
  }

  /** Begins with the same money in everybody's account. */
  static async begin(program: Program): Promise<History> {
    const history = new History(program);
    const ledger = (name: string) => (program.kind === 'escrow' ? 1 : ledgerOf(name));
    await history.#ledger.endow(
      people.map((name) => ({
        id: accountOf(name),
        ledger: ledger(name),
        code: 1,
        flags: 2,
        amount: endowment,
      })),
    );
    return history;
  }

  get state(): ProgramState {
    return this.#states.at(-1)!;
  }

  /** Tries one thing, and checks that the ledger took it from no state but the present one. */
  async attempt({ event: told, passedMs, again, stale, isLost }: Attempt): Promise<void> {
    this.#ledger.nowMs += passedMs;
    const earlier = again === null ? undefined : this.#tried.at(-1 - again);
    const event = earlier ?? { ...told, id: `e${this.#tried.length}`, atMs: this.#ledger.nowMs };
    this.#tried.push(event);
    const state = this.#states.at(-1 - stale) ?? this.#states[0]!;
    const result = await carryOut(this.#ledger, this.#program, { event, state });
    if (isLost && result.kind === 'done')
      assert.deepEqual(await carryOut(this.#ledger, this.#program, { event, state }), result);
    const isOver = this.#endMs !== null && this.#ledger.nowMs >= this.#endMs;
    if (state.step === this.state.step) {
      if (result.kind === 'done') this.#accept(event, state);
      else assert.ok(result.kind !== 'stale' || isOver, 'the present state is not old');
    } else if (result.kind === 'done' && moves(event)) {
      assert.ok(Object.hasOwn(this.state.done, event.id) || isOver, 'an old state moves nothing');
    }
  }

  /** A step means the same from every state of its number: words of people that came meanwhile change nothing of it. */
  #accept(event: ProgramEvent, from: ProgramState): void {
    const answer = compile(this.#program, event, this.state);
    if (answer.kind === 'repeated') return;
    assert.equal(answer.kind, 'accepted');
    if (answer.kind !== 'accepted') return;
    const then = compile(this.#program, event, from);
    assert.deepEqual(then.kind === 'accepted' && then.transfers, answer.transfers);
    this.#states.push(answer.next);
    this.#accepted.push(event);
    this.#lagMs = Math.max(this.#lagMs, this.#ledger.nowMs - event.atMs);
  }

  /** Nothing comes from nowhere, nothing rests on the program's own accounts, and what is set aside is what the state says. */
  checkBooks(): void {
    const { money, seal } = accountsOf(programDigest(this.#program));
    const accounts = this.#ledger.accounts();
    const sum = (field: 'debitsPosted' | 'creditsPosted' | 'debitsPending' | 'creditsPending') =>
      accounts.reduce((total, account) => total + account[field], 0n);
    assert.equal(sum('debitsPosted'), sum('creditsPosted'));
    assert.equal(sum('debitsPending'), sum('creditsPending'));
    for (const account of accounts.filter(({ id }) => id === money || id === seal))
      assert.equal(account.debitsPosted, account.creditsPosted);
    const { state } = this;
    const isOver = this.#endMs !== null && this.#ledger.nowMs >= this.#endMs;
    if (state.kind === 'escrow' && state.step > 0 && !isOver)
      assert.equal(this.#ledger.account(money).creditsPending, state.rest);
  }

  /** The accepted events alone make the state again, and so does its JSON. */
  checkReplay(): void {
    assert.deepEqual(replay(this.#program, this.#accepted), this.state);
    assert.deepEqual(parseProgramState(JSON.parse(JSON.stringify(programStateJson(this.state)))), this.state);
  }

  /** Everybody has what the accepted payments come to, counted anew; returns how many there were. */
  checkEscrow(program: Escrow): number {
    const payments = this.#accepted.filter((event) => event.kind === 'pay');
    const expected = new Map(people.map((name) => [accountOf(name), endowment]));
    const move = (account: bigint, amount: bigint): void => {
      assert.ok(expected.has(account));
      expected.set(account, expected.get(account)! + amount);
    };
    const times = new Map<string, number>();
    for (const event of payments) {
      const release = program.releases.find(({ name }) => name === event.release)!;
      const before = times.get(release.name) ?? 0;
      times.set(release.name, before + 1);
      const amount = dueOf(release, event, before);
      const fee = feeOf(program.fee, amount);
      move(payeeOf(program, release, event), amount);
      move(accountOf(program.owner), -amount - fee);
      if (program.fee) move(accountOf(program.fee.to), fee);
    }
    const actual = new Map(
      people.map((name) => {
        const { creditsPosted, debitsPosted } = this.#ledger.account(accountOf(name));
        return [accountOf(name), creditsPosted - debitsPosted];
      }),
    );
    assert.deepEqual(actual, expected);
    assert.ok(this.#ledger.account(accountOf(program.owner)).debitsPosted <= program.amount);
    return payments.length;
  }

  /** Either every leg is paid, or none is. */
  checkExchange(program: Exchange): void {
    for (const name of people) {
      const { creditsPosted, debitsPosted } = this.#ledger.account(accountOf(name));
      const sum = (side: 'from' | 'to') =>
        program.legs.filter((leg) => leg[side] === name).reduce((total, { amount }) => total + amount, 0n);
      const isSettled = this.state.stage === 'settled';
      assert.equal(creditsPosted, endowment + (isSettled ? sum('to') : 0n));
      assert.equal(debitsPosted, isSettled ? sum('from') : 0n);
    }
  }

  /** Moves on to when the ledger has undone by itself what a program that ends has left. */
  async passTheEnd(): Promise<void> {
    if (this.#endMs === null) return;
    this.#ledger.nowMs = Math.max(this.#ledger.nowMs, this.#endMs + this.#lagMs) + 1_001;
    await this.#ledger.createTransfers([]);
  }

  /** Of a program that has ended nothing is set aside any more. */
  checkGivenBack(): void {
    if (this.#endMs === null && this.state.stage === 'held') return;
    for (const account of this.#ledger.accounts())
      assert.deepEqual([account.debitsPending, account.creditsPending], [0n, 0n]);
  }

  get #endMs(): number | null {
    const { ends, zone } = this.#program;
    return ends === null ? null : endMs(ends, zone);
  }
}

function moves({ kind }: ProgramEvent): boolean {
  return kind !== 'confirm' && kind !== 'approve';
}

function payeeOf(program: Escrow, { to }: Release, event: PaymentAsked): bigint {
  if (to.kind === 'named') {
    const name = event.payee ?? to.parties[0]!;
    assert.ok(to.parties.includes(name), 'paid to somebody of the list');
    return program.parties[name]!.account;
  }
  const name = to.kind === 'asker' ? event.by : event.payee!;
  return program.parties[name]?.account ?? event.account!;
}

function dueOf({ pays }: Release, { amount, price }: PaymentAsked, before: number): bigint {
  switch (pays.kind) {
    case 'slices':
      assert.ok(before < pays.amounts.length);
      return pays.amounts[before]!;
    case 'asked':
      assert.ok(before < pays.times);
      return amount!;
    case 'share':
      assert.ok(before < pays.times);
      return cappedShareOf(price!, pays);
  }
}
