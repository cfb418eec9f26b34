import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type LedgerTables, ledgerMigrations, openLedger, type WrittenLedger } from '@finharbor/ledger';
import fc from 'fast-check';
import { type Limits, unlimited } from '../scheme/limits.ts';
import type { WalletTerms } from './chain.ts';
import { derivedId, type MovementId, type PurseId, type WalletId, walletAccount } from './ids.ts';
import type { Payee } from './pay.ts';
import { type Move, Notebook, type Place } from './testing.ts';
import { openTill, type Till } from './till.ts';

const database = await testDatabase<LedgerTables>([ledgerMigrations]);
after(() => database[Symbol.asyncDispose]());
const dayMs = 86_400_000;
const beginMs = Date.parse('2026-11-27T02:00:00Z');
const vaultMinor = 6_000n;

const names = ['ann', 'bo', 'bo-child', 'shop'] as const;
type Name = (typeof names)[number];
const purseNames = ['card', 'pot'] as const;
type PurseName = (typeof purseNames)[number];
type PlaceName = Name | PurseName;
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
  | {
      readonly kind: 'pay';
      readonly from: Name;
      readonly to: PlaceName;
      /** What the wallet pays itself, beside what comes from purses. */
      readonly amount: number;
      readonly purses: readonly (readonly [PurseName, number])[];
      readonly once: readonly string[];
    }
  | {
      readonly kind: 'release';
      readonly purse: PurseName;
      readonly to: PlaceName;
      readonly amount: number | 'rest';
      readonly once: readonly string[];
      readonly isReturn: boolean;
    }
  | { readonly kind: 'top_up' | 'redeem'; readonly wallet: Name; readonly amount: number }
  | { readonly kind: 'refund'; readonly at: number; readonly amount: number };

const name = fc.constantFrom(...names);
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) },
  fc.integer({ min: 60, max: 180 }),
);
const at = fc.nat(1000);
const purseName = fc.constantFrom(...purseNames);
const place = fc.oneof({ weight: 3, arbitrary: name }, { weight: 2, arbitrary: purseName });
const small60 = fc.integer({ min: 1, max: 60 });
const once = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(fc.constantFrom('slice 1', 'slice 2', 'slice 3', 'order'), { maxLength: 2 }),
  },
);
const drawnMove: fc.Arbitrary<Drawn> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      from: name,
      to: place,
      amount: fc.oneof({ weight: 6, arbitrary: amount }, { weight: 1, arbitrary: fc.constant(0) }),
      purses: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.tuple(purseName, small60), { minLength: 1, maxLength: 3 }) },
      ),
      once,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('release' as const),
      purse: purseName,
      to: place,
      amount: fc.oneof(small60, small60, fc.constant('rest' as const)),
      once,
      isReturn: fc.boolean(),
    }),
  },
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
    await this.#till.openPurses(purseNames.map((each) => this.#purse(each)));
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
    // Whatever it was paid from, the ledger tells whose payment it is.
    if (told === 'done' && move.kind === 'pay' && 'wallet' in move.to)
      assert.equal((await this.#till.payment(id))!.payer, walletAccount(move.from[0]!));
  }

  #carryOut(id: MovementId, move: Move): ReturnType<Till['pay']> {
    const operator = this.#run;
    if (move.kind === 'release') return this.#till.release([{ ...move, id, to: this.#payee(move.to) }]);
    const { amountMinor } = move;
    switch (move.kind) {
      case 'pay': {
        const payers = move.from.map((wallet) => this.#terms(wallet)) as [WalletTerms];
        return this.#till.pay({ ...move, id, payers, payee: this.#payee(move.to) });
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
    const purses = purseNames.map((each) => this.#purse(each));
    assert.deepEqual(
      [...(await this.#till.purses(purses))],
      purses.map((each) => [each, this.#notebook.purses.get(each) ?? 0n]),
    );
  }

  #moveOf(drawn: Drawn): Move {
    if (drawn.kind === 'refund') {
      const payments = this.#notebook.payments();
      const none = '00000000-0000-7000-8000-000000000000';
      const payment = payments[drawn.at % (payments.length || 1)] ?? none;
      return { kind: 'refund', amountMinor: BigInt(drawn.amount), payment };
    }
    if (drawn.kind === 'pay') return this.#payOf(drawn);
    if (drawn.kind !== 'release')
      return { kind: drawn.kind, amountMinor: BigInt(drawn.amount), wallet: this.#wallet(drawn.wallet) };
    return {
      kind: 'release',
      amountMinor: drawn.amount === 'rest' ? 'rest' : BigInt(drawn.amount),
      purse: this.#purse(drawn.purse),
      to: this.#place(drawn.to),
      once: this.#onceOf(drawn.once),
      isReturn: drawn.isReturn,
    };
  }

  #payOf(drawn: Extract<Drawn, { kind: 'pay' }>): Move {
    const from = drawn.from === 'bo-child' ? (['bo-child', 'bo'] as const) : [drawn.from];
    const purses = drawn.purses.map(([each, some]) => ({
      purse: this.#purse(each),
      amountMinor: BigInt(some),
    }));
    const own = BigInt(purses.length === 0 ? Math.max(drawn.amount, 1) : drawn.amount);
    return {
      kind: 'pay',
      amountMinor: purses.reduce((sum, { amountMinor }) => sum + amountMinor, own),
      from: from.map((each) => this.#wallet(each)),
      to: this.#place(drawn.to),
      purses,
      once: this.#onceOf(drawn.once),
    };
  }

  /** What comes about once does so in the whole ledger, in which each life is one of several. */
  #onceOf(what: readonly string[]): readonly string[] {
    return what.map((one) => `${this.#run} ${one}`);
  }

  #limitsOf(wallet: WalletId): Limits {
    const limits = { ann: this.#ann, bo: small, 'bo-child': child, shop: unlimited };
    return limits[wallet.slice(this.#run.length + 1) as Name];
  }

  #terms(wallet: WalletId): WalletTerms {
    return { wallet, limits: this.#limitsOf(wallet) };
  }

  #payee(to: Place): Payee {
    return 'purse' in to ? to : this.#terms(to.wallet);
  }

  #place(each: PlaceName): Place {
    return isPurse(each) ? { purse: this.#purse(each) } : { wallet: this.#wallet(each) };
  }

  #purse(each: PurseName): PurseId {
    return derivedId(this.#run, each);
  }

  #wallet(each: Name): WalletId {
    return `${this.#run} ${each}`;
  }

  #newId(): MovementId {
    this.#no += 1;
    return `${this.#run}-${String(this.#no).padStart(12, '0')}`;
  }
}

function isPurse(each: PlaceName): each is PurseName {
  return (purseNames as readonly string[]).includes(each);
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
