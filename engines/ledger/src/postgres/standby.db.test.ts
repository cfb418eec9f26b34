import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { ledgerMigrations } from '../migrations.ts';
import { transferFlags } from '../model/transfer.ts';
import type { Paying } from '../testing/paying-process.ts';
import { openLedger } from './open.ts';
import { standBy } from './standby.ts';

const around = { clock: systemClock, random: systemRandom };
const { pending, postPendingTransfer } = transferFlags;
const payment = (id: bigint) => ({
  ...{ id, debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 1, code: 1 },
});

async function freshUrl(): Promise<string> {
  const database = await testDatabase<unknown>([ledgerMigrations]);
  after(() => database[Symbol.asyncDispose]());
  return database.url;
}

/** A process that pays; `paid` are the ids that it was told of, `code` is why it ended. */
async function startPaying(url: string) {
  const child = fork(join(import.meta.dirname, '../testing/paying-process.ts'), {
    execArgv: process.execArgv.filter((argument) => !argument.startsWith('--test')),
    serialization: 'advanced',
  });
  after(() => child.kill('SIGKILL'));
  const paid = new Set<bigint>();
  const { promise: code, resolve } = Promise.withResolvers<string>();
  child.on('message', (message: Paying) => {
    if ('paid' in message) paid.add(message.paid);
    else resolve(message.code);
  });
  child.send(url);
  await once(child, 'message');
  return { child, paid, code };
}

/** Until so many payments were told. */
async function told({ child, paid }: Awaited<ReturnType<typeof startPaying>>, count: number): Promise<void> {
  while (paid.size < count) await once(child, 'message');
}

async function killed(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

const askedAtOnce = 1_000;

/**
 * Everything that was told is there, and everything is asked for once more with the same ids: nothing is paid twice. How much was paid the
 * journal knows alone: what a killed process had said may not have been read yet, or may never have left it.
 */
async function checkPaid(ledger: Awaited<ReturnType<typeof openLedger>>, paid: ReadonlySet<bigint>) {
  let asked = 0;
  for (let isFound = true; isFound; ) {
    const ids = Array.from({ length: askedAtOnce }, (_, k) => BigInt(asked + k + 1));
    const results = await ledger.createTransfers(ids.map(payment));
    for (const [k, { status }] of results.entries())
      assert.ok(status === 'exists' || (status === 'created' && !paid.has(ids[k]!)), `${ids[k]} ${status}`);
    isFound = results.some(({ status }) => status === 'exists');
    asked += ids.length;
  }
  assert.ok([...paid].every((id) => id <= asked));
  const [payer, payee] = await ledger.lookupAccounts([1n, 2n]);
  assert.equal(payer!.debitsPosted, BigInt(asked));
  assert.equal(payee!.creditsPosted, BigInt(asked));
}

test('a standby goes on where the writer is killed under load', async () => {
  const url = await freshUrl();
  const writer = await startPaying(url);
  const standby = await standBy({ url, ...around });
  await told(writer, 200);
  await killed(writer.child);
  await using ledger = (await standby.takenOver)!;
  await checkPaid(ledger, writer.paid);
});

test('a writer that hangs is replaced, and is told so when it wakes up', async () => {
  const url = await freshUrl();
  const writer = await startPaying(url);
  const standby = await standBy({ url, ...around });
  await told(writer, 200);
  writer.child.kill('SIGSTOP');
  await using ledger = (await standby.takenOver)!;
  writer.child.kill('SIGCONT');
  assert.match(await writer.code, /^ledger\.(writer_gone|taken_over)$/);
  await checkPaid(ledger, writer.paid);
});

test('while the writer lives nobody takes over, and what it does is what the standby then has', async () => {
  const url = await freshUrl();
  const writer = await openLedger({ url, ...around });
  await writer.createAccounts([{ id: 1n, ledger: 1, code: 1 }]);
  const standby = await standBy({ url, ...around, everyMs: 20 });
  let hasTaken = false;
  void standby.takenOver.then(() => {
    hasTaken = true;
  });
  await writer.createTransfers([payment(9n)]);
  await writer.createAccounts([
    { id: 2n, ledger: 1, code: 1, userData64: 7n, flags: 1 },
    { id: 3n, ledger: 1, code: 1 },
  ]);
  await writer.createTransfers([payment(1n), { ...payment(2n), flags: pending, timeout: 60 }]);
  await delay(200);
  await writer.createTransfers([
    { ...payment(3n), flags: pending },
    { id: 4n, pendingId: 2n, amount: 1n, flags: postPendingTransfer },
  ]);
  const before = await writer.lookupAccounts([1n, 2n, 3n]);
  await delay(200);
  assert.equal(hasTaken, false);
  await writer[Symbol.asyncDispose]();
  await using ledger = (await standby.takenOver)!;
  assert.deepEqual(await ledger.lookupAccounts([1n, 2n, 3n]), before);
  const results = await ledger.createTransfers([9n, 1n].map(payment));
  const settled = await ledger.createTransfers([
    { id: 5n, pendingId: 2n, amount: 1n, flags: postPendingTransfer },
    { id: 6n, pendingId: 3n, amount: 1n, flags: postPendingTransfer },
  ]);
  assert.deepEqual(
    [...results, ...settled].map(({ status }) => status),
    ['idAlreadyFailed', 'exists', 'pendingTransferAlreadyPosted', 'created'],
  );
});

test('of two that stand by one takes over; the other goes on standing by, and may be ended', async () => {
  const url = await freshUrl();
  const writer = await openLedger({ url, ...around });
  const standbys = await Promise.all([1, 2].map(() => standBy({ url, ...around, everyMs: 20 })));
  await writer[Symbol.asyncDispose]();
  const first = await Promise.race(
    standbys.map(async ({ takenOver }, k) => ({ k, ledger: (await takenOver)! })),
  );
  await using ledger = first.ledger;
  await ledger.createAccounts([1n, 2n].map((id) => ({ id, ledger: 1, code: 1 })));
  const other = standbys[1 - first.k]!;
  await delay(200);
  assert.equal((await ledger.createTransfers([payment(1n)]))[0]!.status, 'created');
  await other[Symbol.asyncDispose]();
  assert.equal(await other.takenOver, undefined);
});
