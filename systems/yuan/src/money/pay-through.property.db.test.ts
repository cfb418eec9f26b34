import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type LedgerTables, ledgerMigrations, openLedger } from '@finharbor/ledger';
import fc from 'fast-check';
import { type Limits, unlimited } from '../scheme/limits.ts';
import type { WalletTerms } from './chain.ts';
import { derivedId } from './ids.ts';
import type { Leg } from './pay-through.ts';
import { openTill } from './till.ts';

const database = await testDatabase<LedgerTables>([ledgerMigrations]);
after(() => database[Symbol.asyncDispose]());
const clock = manualClock(Date.parse('2026-11-27T02:00:00Z'));
const ledger = await openLedger({ url: database.url, clock, random: systemRandom });
after(() => ledger[Symbol.asyncDispose]());
const till = openTill(ledger, clock);
await till.openOperator('bank');
await till.issue({ id: derivedId('issue'), operator: 'bank', amountMinor: 1_000_000n });

const capped: Limits = { singleMinor: null, dayMinor: 150n, yearMinor: null, balanceMinor: 120n };
type Drawn = { readonly above: number; readonly amount: number };
const life = fc.record({
  fill: fc.integer({ min: 1, max: 200 }),
  legs: fc.array(fc.record({ above: fc.nat(63), amount: fc.integer({ min: 1, max: 120 }) }), {
    minLength: 1,
    maxLength: 24,
  }),
  isCapped: fc.boolean(),
  repeats: fc.integer({ min: 1, max: 3 }),
});

test('a payment through a tree of suppliers moves every leg in full or none, once, whatever the tree', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`seed ${seed}`);
  let round = 0;
  const found = { done: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(life, async ({ fill, legs: drawn, isCapped, repeats }) => {
      round += 1;
      const wallet = (no: number): string => `${round}`.padStart(8, '0') + `${no}`.padStart(8, '0');
      const terms = (no: number): WalletTerms => ({
        wallet: wallet(no),
        limits: isCapped ? capped : unlimited,
      });
      for (let no = 0; no <= drawn.length; no++) await till.openWallet(wallet(no));
      const filled = { id: derivedId('fill', `${round}`), operator: 'bank', amountMinor: BigInt(fill) };
      assert.equal(
        (await till.topUp({ ...filled, wallet: { ...terms(0), limits: unlimited } })).kind,
        'done',
      );
      const legs = drawn.map(
        ({ above, amount }: Drawn, at): Leg => ({
          from: terms(at === 0 ? 0 : above % (at + 1)),
          to: terms(at + 1),
          amountMinor: BigInt(amount),
        }),
      );
      const before = await balances(drawn.length + 1, wallet);
      const expected = play(before, legs, { buyer: wallet(0), isCapped });
      const [first, ...rest] = legs;
      for (let time = 0; time < repeats; time++) {
        const payment = {
          id: derivedId('pay', `${round}`),
          payers: [terms(0)] as const,
          legs: [first!, ...rest] as const,
        };
        const outcome = await till.payThrough({ ...payment, once: [`order ${round}`] });
        assert.equal(outcome.kind, expected ? 'done' : 'refused');
        if (outcome.kind === 'done') assert.equal(outcome.isRepeated, time > 0);
        assert.deepEqual(await balances(drawn.length + 1, wallet), expected ?? before);
      }
      found[expected ? 'done' : 'refused'] += 1;
    }),
    { seed, numRuns: 120 },
  );
  assert.ok(found.done > 0 && found.refused > 0, JSON.stringify(found));
});

async function balances(count: number, wallet: (no: number) => string): Promise<ReadonlyMap<string, bigint>> {
  const read = Array.from(
    { length: count },
    async (_, no): Promise<[string, bigint]> => [
      wallet(no),
      (await till.balance(wallet(no)))!.availableMinor,
    ],
  );
  return new Map(await Promise.all(read));
}

/** The same in a notebook: leg after leg; undefined where somebody lacks the money, may not pay that much or would hold too much. */
function play(
  before: ReadonlyMap<string, bigint>,
  legs: readonly Leg[],
  { buyer, isCapped }: { readonly buyer: string; readonly isCapped: boolean },
): ReadonlyMap<string, bigint> | undefined {
  const stands = new Map(before);
  for (const { from, to, amountMinor } of legs) {
    const left = stands.get(from.wallet)! - amountMinor;
    if (left < 0n) return undefined;
    stands.set(from.wallet, left);
    stands.set(to.wallet, stands.get(to.wallet)! + amountMinor);
  }
  if (!isCapped) return stands;
  const paid = legs.reduce((sum, leg) => (leg.from.wallet === buyer ? sum + leg.amountMinor : sum), 0n);
  if (paid > capped.dayMinor!) return undefined;
  const isFull = legs.some(({ to }) => stands.get(to.wallet)! > capped.balanceMinor!);
  return isFull ? undefined : stands;
}
