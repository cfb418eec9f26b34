import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountFlags } from '../../model/account.ts';
import { transferFlags } from '../../model/transfer.ts';
import { parseProgram } from '../read.ts';
import { carSubsidy, prepaidCard } from '../testing/examples.ts';
import { MachineLedger } from '../testing/machine-ledger.ts';
import { carryOut } from './carry-out.ts';
import { compile } from './compile.ts';
import type { ProgramEvent } from './event.ts';
import { type ProgramState, startOf } from './state.ts';

const card = parseProgram(prepaidCard);
const startMs = Temporal.Instant.from('2027-03-01T02:00:00Z').epochMilliseconds;
const account = (id: bigint, amount = 0n) => ({
  id,
  amount,
  ledger: 156,
  code: 1,
  flags: accountFlags.debitsMustNotExceedCredits,
});
const fund = (id: string): ProgramEvent => ({ kind: 'fund', id, by: 'wang', atMs: startMs });
const lesson = (id: string): ProgramEvent => ({
  kind: 'pay',
  id,
  by: 'wang',
  atMs: startMs,
  release: 'lesson',
});

const ledgerWith = async (amount: bigint): Promise<MachineLedger> => {
  const ledger = new MachineLedger(startMs);
  await ledger.endow([account(1002n, amount), account(2001n), account(2002n)]);
  return ledger;
};

const done = async (
  ledger: MachineLedger,
  event: ProgramEvent,
  state: ProgramState,
): Promise<ProgramState> => {
  const result = await carryOut(ledger, card, { event, state });
  assert.ok(result.kind === 'done', result.kind);
  return result.state;
};

test('who has not enough can try again with another event once there is, not with the same one', async () => {
  const ledger = await ledgerWith(1_000n);
  const state = startOf(card);
  const short = await carryOut(ledger, card, { event: fund('first'), state });
  assert.deepEqual(short, { kind: 'refused', status: 'exceedsCredits' });
  await ledger.createTransfers([
    {
      id: 77n,
      debitAccountId: 2n ** 100n + 156n,
      creditAccountId: 1002n,
      amount: 500_000n,
      ledger: 156,
      code: 1,
    },
  ]);
  const again = await carryOut(ledger, card, { event: fund('first'), state });
  assert.deepEqual(again, { kind: 'refused', status: 'idAlreadyFailed' });
  await done(ledger, fund('second'), state);
  assert.equal(ledger.available(1002n), 299_000n);
});

test('of two processes that see the same state one is told that it is old, and only one lesson is paid', async () => {
  const ledger = await ledgerWith(202_000n);
  const held = await done(ledger, fund('f'), startOf(card));
  await done(ledger, lesson('one'), held);
  assert.deepEqual(await carryOut(ledger, card, { event: lesson('two'), state: held }), { kind: 'stale' });
  assert.equal(ledger.available(2001n), 20_000n);
});

test('whoever died between ledger and state tries again and is told that it is done', async () => {
  const ledger = await ledgerWith(202_000n);
  const held = await done(ledger, fund('f'), startOf(card));
  const after = await done(ledger, lesson('one'), held);
  assert.deepEqual(await done(ledger, lesson('one'), held), after);
  assert.equal(ledger.available(2001n), 20_000n);
  assert.deepEqual(await carryOut(ledger, card, { event: lesson('one'), state: after }), {
    kind: 'repeated',
  });
  const other: ProgramEvent = { kind: 'refund', id: 'one', by: 'wang', atMs: startMs };
  const taken = await carryOut(ledger, card, { event: other, state: after });
  assert.deepEqual(taken, { kind: 'refused', refusal: { reason: 'id_taken' } });
});

test('a closed account is told, and no step is lost by it', async () => {
  const ledger = await ledgerWith(202_000n);
  const held = await done(ledger, fund('f'), startOf(card));
  const closing = {
    id: 88n,
    debitAccountId: 2001n,
    creditAccountId: 2002n,
    amount: 0n,
    ledger: 156,
    code: 1,
  };
  await ledger.createTransfers([{ ...closing, flags: transferFlags.pending | transferFlags.closingDebit }]);
  const shut = await carryOut(ledger, card, { event: lesson('one'), state: held });
  assert.deepEqual(shut, { kind: 'refused', status: 'creditAccountAlreadyClosed' });
  await ledger.createTransfers([
    { id: 89n, pendingId: 88n, amount: 0n, flags: transferFlags.voidPendingTransfer },
  ]);
  await done(ledger, lesson('two'), held);
  assert.equal(ledger.available(2001n), 20_000n);
});

test('where the ledger’s clock is ahead, a payment of the last moment finds the money back with its owner', async () => {
  const subsidy = parseProgram(carSubsidy);
  const endMs = Temporal.Instant.from('2027-03-31T16:00:00Z').epochMilliseconds;
  const ledger = new MachineLedger(startMs);
  await ledger.endow([account(1003n, 1_000_000n), account(2003n), account(2004n)]);
  const event: ProgramEvent = { kind: 'fund', id: 'f', by: 'bureau', atMs: startMs };
  const funded = await carryOut(ledger, subsidy, { event, state: startOf(subsidy) });
  assert.ok(funded.kind === 'done');
  ledger.nowMs = endMs + 1_000;
  const { state } = funded;
  const pay: ProgramEvent = {
    ...{ kind: 'pay', id: 'p', by: 'chen', atMs: endMs - 1, release: 'car', payee: 'dealerA' },
    ...{ price: 10_000_000n, area: '4403', category: 'nev' },
  };
  assert.equal(compile(subsidy, pay, state).kind, 'accepted');
  assert.deepEqual(await carryOut(ledger, subsidy, { event: pay, state }), { kind: 'stale' });
  const expire: ProgramEvent = { kind: 'expire', id: 'x', by: 'clock', atMs: endMs + 1_000 };
  const back = await carryOut(ledger, subsidy, { event: expire, state });
  assert.ok(back.kind === 'done' && back.state.stage === 'expired');
  assert.equal(ledger.available(1003n), 1_000_000n);
});
