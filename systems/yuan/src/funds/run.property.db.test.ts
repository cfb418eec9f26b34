import assert from 'node:assert/strict';
import { test } from 'node:test';
import { syntheticUscc } from '@finharbor/kernel';
import fc from 'fast-check';
import type { KyselyPlugin } from 'kysely';
import type { YuanContext } from '../context.ts';
import { endExpired } from '../purses/purses.ts';
import { unlimited } from '../scheme/limits.ts';
import { testYuan } from '../testing.ts';
import { openWallet } from '../wallets/wallets.ts';
import { approve, batchBy, batchView, beginBatch, cancel, handIn, keepPiece } from './batches.ts';
import { checkUploaded } from './check.ts';
import { entriesOf } from './entries.ts';
import { grantOf, potOf, reserveOf } from './ids.ts';
import { batchesOf } from './postgres.ts';
import { makeFund } from './programme.ts';
import { reportOf } from './report.ts';
import { runApproved } from './run.ts';
import { payWaiting } from './waiting.ts';

const { ctx: alive, newId, clock } = await testYuan();
const day = 86_400_000;
await alive.till.openOperator('bank');
await alive.db
  .insertInto('yuan_operator')
  .values({ code: 'bank', name_en: 'B', name_zh: 'B', party: 'firm:bank', opened_at_ms: 0n })
  .execute();
await alive.till.issue({ id: newId(), operator: 'bank', amountMinor: 10n ** 12n });
const plain = { operator: 'bank', label: 'W', parent: null, singleMinor: null, dayMinor: null };
const open = async (holder: string) => (await openWallet(alive, holder, { ...plain, id: newId() })).number;
const [bureau, shop] = [await open('hub'), await open('firm:shop')];
await alive.till.topUp({
  id: newId(),
  operator: 'bank',
  wallet: { wallet: bureau, limits: unlimited },
  amountMinor: 10n ** 11n,
});

class Killed extends Error {}

/** The same process, which dies before or after any of its steps, as the draws say. */
function mortal(draws: Iterator<boolean>): YuanContext {
  const step = (): void => {
    if (draws.next().value === true) throw new Killed();
  };
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      step();
      return node;
    },
    async transformResult({ result }) {
      step();
      return result;
    },
  };
  const till = new Proxy(alive.till, {
    get:
      (target, name) =>
      async (...args: never[]) => {
        step();
        const done = await (target as unknown as Record<PropertyKey, (...all: never[]) => Promise<unknown>>)[
          name
        ]!(...args);
        step();
        return done;
      },
  });
  return { ...alive, till, db: alive.db.withPlugin(plugin) };
}

/** What brings a batch to its money comes most often: without it little is paid, and little is shown. */
const actions = [
  ...(['send', 'send', 'send', 'approve', 'approve', 'approve', 'run', 'run', 'run'] as const),
  ...(['open', 'claims', 'cancel', 'later', 'spend', 'spend'] as const),
] as const;
const life = fc.record({
  isBound: fc.boolean(),
  budget: fc.integer({ min: 0, max: 400 }),
  together: fc.constantFrom('chunk' as const, 'entry' as const),
  steps: fc.array(
    fc.record({
      action: fc.constantFrom(...actions),
      at: fc.nat(5),
      amounts: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 }),
      deaths: fc.array(
        fc.boolean().map((one) => one),
        { maxLength: 30 },
      ),
    }),
    { minLength: 8, maxLength: 24 },
  ),
});

test('over kills at any step and repeats, each entry is paid once, no budget overspent, and what nobody has returns', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`seed ${seed}`);
  let round = 0;
  const seen = { paid: 0, waiting: 0, returned: 0, killed: 0 };
  await fc.assert(
    fc.asyncProperty(life, async ({ isBound, budget, together, steps }) => {
      round += 1;
      const fund = newId();
      const firms = Array.from({ length: 6 }, (_, at) => syntheticUscc(`${round} ${at}`));
      const wallets = new Map<string, string>();
      for (const firm of firms.slice(0, 3)) wallets.set(firm, await open(`firm:${firm}`));
      const until = { claimUntilMs: clock.nowMs() + 5 * day, spendUntilMs: clock.nowMs() + 9 * day };
      await makeFund(alive, 'hub', {
        id: fund,
        wallet: bureau,
        title: { en: 'F', zh: 'F' },
        basis: 'B',
        use: isBound ? 'named' : 'free',
        categories: isBound ? ['business'] : [],
        merchants: [],
        withoutWallet: 'wait',
        ...until,
      });
      const putIn = BigInt(budget);
      if (putIn > 0n)
        await alive.till.pay({
          id: newId(),
          amountMinor: putIn,
          payers: [{ wallet: bureau, limits: unlimited }],
          payee: { purse: potOf(fund) },
        });
      const world: World = { fund, firms, wallets, isBound, together, putIn, spentMinor: 0n };
      for (const { action, at, amounts, deaths } of steps) {
        const draws = deaths.values();
        // What was killed is tried again by another process until one lives to the end.
        for (let isOver = false; !isOver; ) {
          try {
            await act(mortal(draws), world, { action, at, amounts });
            isOver = true;
          } catch (error) {
            if (!(error instanceof Killed)) throw error;
            seen.killed += 1;
          }
        }
        await holds(world);
      }
      const ends = await end(world);
      seen.paid += ends.paid;
      seen.waiting += ends.waiting;
      seen.returned += ends.returned;
    }),
    { seed, numRuns: 25 },
  );
  console.log(JSON.stringify(seen));
  assert.ok(seen.paid > 0 && seen.returned > 0 && seen.killed > 50, JSON.stringify(seen));
});

type World = {
  readonly fund: string;
  readonly firms: readonly string[];
  readonly wallets: Map<string, string>;
  readonly isBound: boolean;
  readonly together: 'chunk' | 'entry';
  readonly putIn: bigint;
  spentMinor: bigint;
};
type Act = {
  readonly action: (typeof actions)[number];
  readonly at: number;
  readonly amounts: readonly number[];
};

async function act(ctx: YuanContext, world: World, { action, at, amounts }: Act): Promise<void> {
  const { fund, firms, wallets } = world;
  const batches = (await batchesOf(alive.db, fund)).toReversed();
  const chosen = batches[at % Math.max(1, batches.length)];
  switch (action) {
    case 'send': {
      const id = newId();
      await beginBatch(alive, 'maker', {
        id,
        fund,
        file: 'f',
        format: 'csv',
        onBad: 'each',
        together: world.together,
      });
      const lines = amounts.map(
        (fen, no) => `${firms[(at + no) % firms.length]},0.${String(fen).padStart(2, '0')},x,${id}-${no}`,
      );
      await keepPiece(alive, id, { no: 0, bytes: Buffer.from(lines.join('\n')) });
      await handIn(alive, id, { pieces: 1, digest: null });
      return void (await checkUploaded(ctx));
    }
    case 'approve': {
      const ready = batches.filter(({ state, sumMinor }) => state === 'checked' && sumMinor > 0n);
      const one = ready[at % Math.max(1, ready.length)];
      // Money that another batch has taken meanwhile refuses it, and a repeat finds it approved.
      if (one) await approve(ctx, { id: one.id, checker: 'checker' }, one).catch(ignoreRefusal);
      return;
    }
    case 'run':
      return runApproved(ctx);
    case 'open': {
      const firm = firms[at]!;
      if (!wallets.has(firm)) wallets.set(firm, await open(`firm:${firm}`));
      return;
    }
    case 'claims':
      return payWaiting(ctx);
    case 'cancel':
      return void (chosen && (await cancel(ctx, chosen.id).catch(ignoreRefusal)));
    case 'later':
      clock.advance(day);
      return void (await endExpired(ctx));
    case 'spend':
      return spend(world, at);
  }
}

function ignoreRefusal(error: unknown): void {
  if (error instanceof Killed || !(error instanceof Error && error.name === 'FinharborError')) throw error;
}

/** A firm spends a part of what it has under the purpose. */
async function spend(world: World, at: number): Promise<void> {
  if (!world.isBound) return;
  const grants = await grantsIn(world);
  const [purse, left] = [...grants][at % Math.max(1, grants.size)] ?? [];
  if (purse === undefined || left === undefined || left < 2n) return;
  const outcome = await alive.till.pay({
    id: newId(),
    amountMinor: left / 2n,
    payers: [{ wallet: [...world.wallets.values()][0]!, limits: unlimited }],
    payee: { wallet: shop, limits: unlimited },
    purses: [{ purse, amountMinor: left / 2n }],
  });
  if (outcome.kind === 'done') world.spentMinor += left / 2n;
}

async function entriesIn({ fund }: World) {
  const batches = await batchesOf(alive.db, fund);
  const lists = batches.map(async ({ id }) =>
    (await entriesOf(alive.db, id, { after: 0, limit: 1000 })).map((entry) => ({ ...entry, batch: id })),
  );
  return (await Promise.all(lists)).flat();
}

async function grantsIn(world: World): Promise<ReadonlyMap<string, bigint>> {
  const ids = (await entriesIn(world)).map(({ batch, no }) => grantOf(batch, no));
  return alive.till.purses(ids);
}

/** No money is anywhere that it should not be. */
async function holds(world: World): Promise<void> {
  const { fund, wallets, putIn, isBound } = world;
  const batches = await batchesOf(alive.db, fund);
  const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((all, one) => all + one, 0n);
  const pot = sum((await alive.till.purses([potOf(fund)])).values());
  const reserves = sum((await alive.till.purses(batches.map(({ id }) => reserveOf(id)))).values());
  const grants = sum((await grantsIn(world)).values());
  const held = await Promise.all(
    [...wallets.values()].map(async (wallet) => (await alive.till.balance(wallet))!.availableMinor),
  );
  assert.equal(pot + reserves + grants + sum(held) + world.spentMinor, putIn);
  if (isBound) return;
  const paid = (await entriesIn(world)).filter(({ state }) => state === 'paid');
  for (const [firm, wallet] of wallets) {
    const due = sum(paid.filter((one) => one.firm === firm).map(({ amountMinor }) => amountMinor));
    assert.equal((await alive.till.balance(wallet))!.availableMinor, due);
  }
}

/** Lets all come to its end: what nobody has is the programme's again, and every batch agrees with the ledger. */
async function end(world: World): Promise<{ paid: number; waiting: number; returned: number }> {
  await runApproved(alive);
  clock.advance(20 * day);
  await payWaiting(alive);
  await endExpired(alive);
  await holds(world);
  for (const { id } of await batchesOf(alive.db, world.fund)) {
    const report = await reportOf(alive, await batchView(alive, await batchBy(alive, id), 'x'));
    assert.deepEqual(
      [report.isReconciled, report.heldMinor, report.batch.tally.waiting.count],
      [true, 0n, 0],
    );
  }
  const entries = await entriesIn(world);
  const of = (state: string) => entries.filter((one) => one.state === state);
  const pot = (await alive.till.purses([potOf(world.fund)])).get(potOf(world.fund))!;
  const paid = of('paid').reduce((all, { amountMinor }) => all + amountMinor, 0n);
  assert.equal(pot, world.putIn - (world.isBound ? world.spentMinor : paid));
  return { paid: of('paid').length, waiting: of('waiting').length, returned: of('returned').length };
}
