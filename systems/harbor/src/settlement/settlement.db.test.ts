import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Kysely, type KyselyPlugin, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { availableOf, positionOfParty, standsOf } from './accounts.ts';
import type { Settling } from './context.ts';
import { resultDueMs } from './domain.ts';
import { chargeMonths } from './months.ts';
import { askPayout, resolvePayout } from './movements.ts';
import { houseAccount } from './purses.ts';
import { type TestSettlement, testSettlement } from './testing.ts';
import { settleOnce } from './worker.ts';

const perUse = { plan: 'Each', kind: 'per_use', amountMinor: '1000', currency: 'CNY' } as const;
const perResult = { plan: 'Result', kind: 'per_result', amountMinor: '700', currency: 'CNY' } as const;
const monthly = { plan: 'Month', kind: 'subscription', amountMinor: '5000', currency: 'CNY' } as const;

let hub: TestSettlement;
before(async () => {
  hub = await testSettlement();
});
after(() => hub[Symbol.asyncDispose]());

async function lineOf(id: string) {
  const row = await hub.ctx.db
    .selectFrom('charge')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const { state, reason, price_minor, fee_minor } = row;
  return { state, reason, price: price_minor, fee: fee_minor };
}

async function feesEarned(): Promise<bigint> {
  const stands = await hub.ctx.ledger.stands([houseAccount('fees')]);
  return stands.get(houseAccount('fees'))!.creditsPosted;
}

test('a use is paid once by its consumer, to its provider less the fee, however often its job was run', async () => {
  await hub.topUp('bank', 10_000n);
  const contract = await hub.contract(perUse);
  const use = await hub.use(contract);
  const again = await hub.use(contract, { job: use.job });
  await hub.settle();
  assert.deepEqual(await lineOf(use.id), { state: 'paid', reason: 'per_use', price: 1000n, fee: 50n });
  assert.deepEqual(await lineOf(again.id), { state: 'free', reason: 'same_use', price: 0n, fee: 0n });
  assert.equal((await availableOf(hub.ctx, 'bank')).prepaidMinor, 9_000n);
  assert.equal((await availableOf(hub.ctx, 'tax')).payableMinor, 950n);
  assert.equal(await feesEarned(), 50n);
});

test('a provider’s word alone costs nobody anything: no job asked for, no contract in force, no receipt in the log', async () => {
  const contract = await hub.contract(perUse);
  const { node, put } = hub;
  const body = {
    job: crypto.randomUUID(),
    contract,
    kind: 'train',
    consumer: 'bank',
    uscc: null,
    fields: [],
    usedAt: new Date(node.clock.nowMs()).toISOString(),
    commitment: 'a'.repeat(64),
    logIndex: 0,
  } as const;
  const invented = await put('use', 'tax', body);
  const unlogged = await hub.use(contract, { isLogged: false });
  const strange = await hub.use(contract, { provider: 'social' });
  node.clock.advance(1);
  await put('termination', 'bank', { contract, reason: 'enough' });
  node.clock.advance(1);
  const late = await hub.use(contract);
  await hub.settle();
  const reasons = await Promise.all([invented, unlogged.id, strange.id, late.id].map(lineOf));
  assert.deepEqual(
    reasons.map(({ reason, price }) => [reason, price]),
    [
      ['not_asked', 0n],
      ['not_logged', 0n],
      ['not_in_force', 0n],
      ['not_in_force', 0n],
    ],
  );
});

test('a result is paid for when its consumer says that it came, or says nothing for three days; never when it did not come', async () => {
  const contract = await hub.contract(perResult);
  const [came, silent, failed] = [await hub.use(contract), await hub.use(contract), await hub.use(contract)];
  await hub.settle();
  assert.equal((await lineOf(came.id)).state, 'awaiting');
  const told = { attempt: 1, contract };
  // A provider cannot say it.
  await hub.put('job_outcome', 'tax', { ...told, job: silent.job, outcome: 'done' });
  await hub.put('job_outcome', 'bank', { ...told, job: came.job, outcome: 'done' });
  await hub.put('job_outcome', 'bank', { ...told, job: failed.job, outcome: 'failed' });
  await hub.settle();
  assert.deepEqual(await lineOf(came.id), { state: 'paid', reason: 'per_result', price: 700n, fee: 35n });
  assert.deepEqual(await lineOf(failed.id), { state: 'free', reason: 'no_result', price: 0n, fee: 0n });
  assert.equal((await lineOf(silent.id)).state, 'awaiting');
  hub.node.clock.advance(resultDueMs);
  await hub.settle();
  assert.equal((await lineOf(silent.id)).state, 'paid');
});

test('what the consumer cannot pay is its debt: its provider sees it, cannot be paid it out, and has it after the next top-up', async () => {
  const { prepaidMinor } = await availableOf(hub.ctx, 'bank');
  const contract = await hub.contract({ ...perUse, amountMinor: String(prepaidMinor + 1n) });
  const before = await availableOf(hub.ctx, 'tax');
  const use = await hub.use(contract);
  await hub.settle();
  assert.equal((await lineOf(use.id)).state, 'owed');
  assert.equal((await availableOf(hub.ctx, 'bank')).owedMinor, prepaidMinor + 1n);
  const meanwhile = await availableOf(hub.ctx, 'tax');
  assert.equal(meanwhile.payableMinor, before.payableMinor);
  assert.equal(meanwhile.outstandingMinor > 0n, true);
  await hub.topUp('bank', 20_000n);
  assert.equal((await lineOf(use.id)).state, 'paid');
  const { prepaidMinor: left, owedMinor } = await availableOf(hub.ctx, 'bank');
  assert.deepEqual([left, owedMinor], [19_999n, 0n]);
  assert.equal((await availableOf(hub.ctx, 'tax')).outstandingMinor, 0n);
});

test('a subscription is charged once for each month its contract is in force, and its uses cost nothing', async () => {
  await hub.topUp('bank', 50_000n);
  const contract = await hub.contract(monthly);
  const use = await hub.use(contract);
  await chargeMonths(hub.ctx);
  await chargeMonths(hub.ctx);
  hub.node.clock.advance(40 * 86_400_000);
  await chargeMonths(hub.ctx);
  await hub.put('termination', 'tax', { contract, reason: 'no more' });
  hub.node.clock.advance(40 * 86_400_000);
  await chargeMonths(hub.ctx);
  await hub.settle();
  assert.equal((await lineOf(use.id)).reason, 'subscription');
  const months = await hub.ctx.db
    .selectFrom('charge')
    .select(['price_minor', 'state'])
    .where('contract_id', '=', contract)
    .where('kind', '=', 'month')
    .execute();
  assert.deepEqual(months, Array(2).fill({ price_minor: 5000n, state: 'paid' }));
});

test('a payout is set aside when it is asked for, goes out once, and never is more than was earned', async () => {
  const { payableMinor } = await availableOf(hub.ctx, 'tax');
  const ask = (id: string, amountMinor: bigint) =>
    askPayout(hub.ctx, { id, party: 'tax', amountMinor, reference: '' });
  await assert.rejects(ask(crypto.randomUUID(), payableMinor + 1n), { code: 'settlement.too_much' });
  const [sent, refused] = [crypto.randomUUID(), crypto.randomUUID()];
  await ask(sent, payableMinor - 10n);
  await ask(sent, payableMinor - 10n);
  await hub.settle();
  await ask(refused, 10n);
  await hub.settle();
  assert.equal((await availableOf(hub.ctx, 'tax')).payableMinor, 0n);
  await resolvePayout(hub.ctx, sent, { how: 'confirm', reference: 'slip 1' });
  await resolvePayout(hub.ctx, sent, { how: 'confirm', reference: 'slip 1' });
  await resolvePayout(hub.ctx, refused, { how: 'reject', reference: 'no such account' });
  await hub.settle();
  await assert.rejects(resolvePayout(hub.ctx, sent, { how: 'reject', reference: '' }), {
    code: 'settlement.payout_resolved',
  });
  const { payableMinor: left, setAsideMinor } = await availableOf(hub.ctx, 'tax');
  assert.deepEqual([left, setAsideMinor], [10n, 0n]);
});

/** Fails at the nth thing that is waited for: a query, or a word with the ledger or the log. */
function failingAt(
  ctx: Settling,
  nth: number,
): { readonly ctx: Settling; readonly hasFailed: () => boolean } {
  let count = 0;
  const tick = (): void => {
    count += 1;
    if (count === nth) throw new Error('killed');
  };
  const plugin: KyselyPlugin = {
    transformQuery(args) {
      tick();
      return args.node;
    },
    transformResult: async ({ result }) => result,
  };
  const ledger = Object.fromEntries(
    Object.entries(ctx.ledger).map(([name, call]) => [
      name,
      async (...args: never[]) => {
        tick();
        return (call as (...given: never[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Settling['ledger'];
  const db: Kysely<HarborTables> = ctx.db.withPlugin(plugin);
  const proof: Settling['proof'] = async (index) => {
    tick();
    return ctx.proof(index);
  };
  return { ctx: { ...ctx, db, ledger, proof }, hasFailed: () => count >= nth };
}

test('killed at whichever thing it waits for, and started again, it has charged each use exactly once', async () => {
  await hub.topUp('bank', 1_000_000n);
  const contract = await hub.contract({ ...perUse, amountMinor: '100' });
  const before = await positionOfParty(hub.ctx, 'bank');
  const like = await hub.use(contract);
  let killed = 0;
  for (let nth = 1; ; nth += 1) {
    await hub.use(contract, { like });
    const failing = failingAt(hub.ctx, nth);
    await settleOnce(failing.ctx).catch(() => {});
    await hub.post();
    await settleOnce(failing.ctx).catch(() => {});
    if (!failing.hasFailed()) break;
    killed += 1;
  }
  await hub.settle();
  const uses = BigInt(killed + 2);
  assert.equal(killed > 20, true, 'few awaits were met');
  assert.equal(await positionOfParty(hub.ctx, 'bank'), before - 100n * uses);
  const { rows } = await sql<{
    n: bigint;
    states: string[];
  }>`select count(*) as n, array_agg(distinct state) as states
    from charge where contract_id = ${contract}`.execute(hub.ctx.db);
  assert.deepEqual(rows, [{ n: uses, states: ['paid'] }]);
  const { prepaid } = await standsOf(hub.ctx, 'bank');
  assert.equal(prepaid.debitsPending, 0n);
});
