import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type LedgerTables, ledgerMigrations, openLedger, type WrittenLedger } from '@finharbor/ledger';
import fc from 'fast-check';
import { type Limits, unlimited } from '../scheme/limits.ts';
import type { WalletTerms } from './chain.ts';
import type { MovementId, WalletId } from './ids.ts';
import { type Move, Notebook } from './testing.ts';
import { openTill, type Till } from './till.ts';

const database = await testDatabase<LedgerTables>([ledgerMigrations]);
after(() => database[Symbol.asyncDispose]());
const dayMs = 86_400_000;
const beginMs = Date.parse('2026-11-27T02:00:00Z');
const vaultMinor = 6_000n;

const names = ['ann', 'bo', 'bo-child', 'shop'] as const;
type Name = (typeof names)[number];
const small: Limits = { singleMinor: 120n, dayMinor: 150n, yearMinor: 300n, balanceMinor: 300n };
const lower: Limits = { singleMinor: 100n, dayMinor: 120n, yearMinor: 200n, balanceMinor: 200n };
const higher: Limits = { singleMinor: 200n, dayMinor: 200n, yearMinor: 500n, balanceMinor: null };
const child: Limits = { singleMinor: 50n, dayMinor: 80n, yearMinor: null, balanceMinor: null };

type Step =
  | { readonly kind: 'move'; readonly move: Drawn; readonly again: boolean }
  | { readonly kind: 'repeat'; readonly at: number }
  | { readonly kind: 'end'; readonly at: number; readonly how: 'sent' | 'rejected' }
  | { readonly kind: 'later'; readonly days: number }
  | { readonly kind: 'limits'; readonly ann: Limits }
  | { readonly kind: 'restart' };
type Drawn =
  | { readonly kind: 'pay'; readonly from: Name; readonly to: Name; readonly amount: number }
  | { readonly kind: 'top_up' | 'redeem'; readonly wallet: Name; readonly amount: number }
  | { readonly kind: 'refund'; readonly at: number; readonly amount: number };

const name = fc.constantFrom(...names);
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) },
  fc.integer({ min: 60, max: 180 }),
);
const at = fc.nat(1000);
const drawnMove: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('pay' as const), from: name, to: name, amount }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('top_up' as const, 'top_up' as const, 'redeem' as const),
      wallet: name,
      amount,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refund' as const), at, amount }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant('move' as const), move: drawnMove, again: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      at,
      how: fc.constantFrom('sent' as const, 'rejected' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('later' as const), days: fc.constantFrom(1, 2, 40) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('limits' as const),
      ann: fc.constantFrom(small, lower, higher),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** One life of four wallets, beside the notebook. */
class Life {
  readonly #clock: ReturnType<typeof manualClock>;
  readonly #ledger: WrittenLedger;
  readonly #run: string;
  readonly #notebook: Notebook;
  readonly #asked: { readonly id: MovementId; readonly move: Move }[] = [];
  #ann: Limits = small;
  #till: Till;
  #no = 0;

  constructor(ledger: WrittenLedger, clock: ReturnType<typeof manualClock>, run: string) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#run = run;
    this.#till = openTill(ledger, clock);
    this.#notebook = new Notebook(vaultMinor, (wallet) => this.#limitsOf(wallet));
  }

  async begin(): Promise<void> {
    await this.#till.openOperator(this.#run);
    for (const each of names) await this.#till.openWallet(this.#wallet(each));
    const issued = { id: this.#newId(), operator: this.#run, amountMinor: vaultMinor };
    assert.equal((await this.#till.issue(issued)).kind, 'done');
  }

  async take(one: Step): Promise<void> {
    if (one.kind === 'move') {
      const asked = { id: this.#newId(), move: this.#moveOf(one.move) };
      this.#asked.push(asked);
      await this.#ask(asked);
      if (one.again) await this.#ask(asked);
    } else if (one.kind === 'repeat' && this.#asked.length > 0)
      await this.#ask(this.#asked[one.at % this.#asked.length]!);
    else if (one.kind === 'end') await this.#end(one.at, one.how);
    else if (one.kind === 'later') this.#clock.advance(one.days * dayMs);
    else if (one.kind === 'limits') this.#ann = one.ann;
    // What a process that was killed remembered is gone.
    else if (one.kind === 'restart') this.#till = openTill(this.#ledger, this.#clock);
    await this.#compare();
  }

  async #ask({ id, move }: { readonly id: MovementId; readonly move: Move }): Promise<void> {
    const expected = this.#notebook.ask(id, move, this.#clock.nowMs());
    const outcome = await this.#carryOut(id, move);
    const told = outcome.kind === 'done' ? 'done' : outcome.reason;
    // What speaks against it now may stand before that it was refused.
    if (expected === 'refused_before') assert.notEqual(told, 'done');
    else assert.equal(told, expected, `${move.kind} ${move.amountMinor}`);
  }

  #carryOut(id: MovementId, move: Move): ReturnType<Till['pay']> {
    const { amountMinor } = move;
    const operator = this.#run;
    switch (move.kind) {
      case 'pay': {
        const payers = move.from.map((wallet) => this.#terms(wallet)) as [WalletTerms];
        return this.#till.pay({ id, amountMinor, payers, payee: this.#terms(move.to) });
      }
      case 'refund':
        return this.#till.refund({ id, amountMinor, payment: move.payment });
      case 'top_up':
        return this.#till.topUp({ id, amountMinor, operator, wallet: this.#terms(move.wallet) });
      case 'redeem':
        return this.#till.askRedemption({ id, amountMinor, operator, wallet: this.#terms(move.wallet) });
    }
  }

  async #end(which: number, how: 'sent' | 'rejected'): Promise<void> {
    const waiting = [...this.#notebook.setAside.keys()];
    if (waiting.length === 0) return;
    const id = waiting[which % waiting.length]!;
    this.#notebook.endRedemption(id, how);
    for (let times = 0; times < 2; times++)
      assert.equal((await this.#till.endRedemption(id, how)).kind, 'done');
    const other = how === 'sent' ? 'rejected' : 'sent';
    assert.deepEqual(await this.#till.endRedemption(id, other), {
      kind: 'refused',
      reason: 'other_movement',
    });
  }

  async #compare(): Promise<void> {
    for (const each of names) {
      const wallet = this.#wallet(each);
      const aside = [...this.#notebook.setAside.values()].filter((one) => one.wallet === wallet);
      assert.deepEqual(await this.#till.balance(wallet), {
        availableMinor: this.#notebook.balances.get(wallet) ?? 0n,
        setAsideMinor: aside.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      });
    }
  }

  #moveOf(drawn: Drawn): Move {
    const amountMinor = BigInt(drawn.amount);
    if (drawn.kind === 'refund') {
      const payments = this.#notebook.payments();
      const none = '00000000-0000-7000-8000-000000000000';
      return { kind: 'refund', amountMinor, payment: payments[drawn.at % (payments.length || 1)] ?? none };
    }
    if (drawn.kind !== 'pay') return { kind: drawn.kind, amountMinor, wallet: this.#wallet(drawn.wallet) };
    const from = drawn.from === 'bo-child' ? (['bo-child', 'bo'] as const) : [drawn.from];
    return {
      kind: 'pay',
      amountMinor,
      from: from.map((each) => this.#wallet(each)),
      to: this.#wallet(drawn.to),
    };
  }

  #limitsOf(wallet: WalletId): Limits {
    const limits = { ann: this.#ann, bo: small, 'bo-child': child, shop: unlimited };
    return limits[wallet.slice(this.#run.length + 1) as Name];
  }

  #terms(wallet: WalletId): WalletTerms {
    return { wallet, limits: this.#limitsOf(wallet) };
  }

  #wallet(each: Name): WalletId {
    return `${this.#run} ${each}`;
  }

  #newId(): MovementId {
    this.#no += 1;
    return `${this.#run}-${String(this.#no).padStart(12, '0')}`;
  }
}

test('whatever is asked, repeated, late or after a restart: the till does what a notebook would', async () => {
  const clock = manualClock(beginMs);
  await using ledger = await openLedger({ url: database.url, clock, random: systemRandom });
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 120, size: 'max' }), async (steps) => {
      runs += 1;
      const life = new Life(ledger, clock, `${String(runs).padStart(8, '0')}-0000-7000-8000`);
      await life.begin();
      for (const one of steps) await life.take(one);
    }),
    { numRuns: 10, endOnFailure: true },
  );
});
