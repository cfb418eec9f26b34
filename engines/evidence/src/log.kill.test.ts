import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { generateSigningKey, signingKeyFromPem, signingKeyToPem } from '@finharbor/kernel';
import { audit, directorySource } from './audit.ts';
import type { TreeHead } from './checkpoint.ts';
import { durableFiles } from './files.ts';
import { openLog, openLogOn } from './log.ts';
import { verifyConsistency } from './proof.ts';
import { seededChoices, temporaryFolder, testSeed } from './testing.ts';

const origin = 'example.com/log';

/** What the child is told: where the log is, its key, where its entries begin, and the step at which it kills itself (0: never). */
type Orders = { directory: string; pem: string; first: number; stopAtStep: number };

if (process.argv[2] === 'child') await appendUntilKilled(JSON.parse(process.argv[3]!));
else {
  test('killed from outside at random moments: nothing acknowledged is lost, the tree only grows', {
    timeout: 120_000,
  }, async (t) => {
    const below = seededChoices(testSeed(t));
    const run = await beginRun(await temporaryFolder(t));
    for (let round = 0; round < 15; round++) await run.round({ stopAtStep: 0, killAfterAcks: below(60) });
    t.diagnostic(`${run.acknowledged.size} entries acknowledged`);
  });

  test('killed between any two changes to the disk: likewise', { timeout: 120_000 }, async (t) => {
    const below = seededChoices(testSeed(t));
    const run = await beginRun(await temporaryFolder(t));
    for (let round = 0; round < 25; round++)
      await run.round({
        stopAtStep: 1 + (round < 15 ? round : below(400)),
        killAfterAcks: Number.POSITIVE_INFINITY,
      });
    t.diagnostic(`${run.acknowledged.size} entries acknowledged`);
  });
}

async function appendUntilKilled({ directory, pem, first, stopAtStep }: Orders): Promise<void> {
  let step = 0;
  const files = durableFiles(directory, () => {
    step += 1;
    if (step === stopAtStep) process.kill(process.pid, 'SIGKILL');
  });
  const log = await openLogOn({ directory, origin, key: signingKeyFromPem(pem) }, files);
  let next = first;
  // Several callers at once and calls of different sizes, so that batches, bundles and tiles end anywhere.
  const caller = async (): Promise<void> => {
    for (;;) {
      const numbers = Array.from({ length: 1 + (next % 37) }, () => next++);
      const outcomes = await log.append(
        numbers.map((n) => ({ data: Buffer.from(`entry ${n}`), key: `key ${n}` })),
      );
      for (const [at, { index }] of outcomes.entries()) await acknowledge(`${numbers[at]} ${index}\n`);
      if (next % 5 === 0) await log.publishCheckpoint(log.signCheckpoint());
    }
  };
  await Promise.all([caller(), caller(), caller()]);
}

/** Returns when the parent can read it whatever becomes of this process; a parent that reads slowly is waited for. */
async function acknowledge(line: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    process.stdout.write(line, (error) => (error ? reject(error) : resolve())),
  );
}

type Round = { readonly stopAtStep: number; readonly killAfterAcks: number };
type Run = {
  readonly acknowledged: ReadonlyMap<number, number>;
  readonly round: (round: Round) => Promise<void>;
};

async function beginRun(directory: string): Promise<Run> {
  const key = generateSigningKey();
  const acknowledged = new Map<number, number>();
  let older: TreeHead | undefined;

  async function round({ stopAtStep, killAfterAcks }: Round): Promise<void> {
    const first = Math.max(-1, ...acknowledged.keys()) + 1;
    const orders: Orders = { directory, pem: signingKeyToPem(key), first, stopAtStep };
    for (const [number, index] of await runChild(orders, killAfterAcks)) acknowledged.set(number, index);
    const log = await openLog({ directory, origin, key });
    const head = log.head();
    if (older !== undefined) {
      const path = await log.consistencyProof(older.size, head.size);
      assert.ok(await verifyConsistency({ older, newer: head, path }), 'the new tree continues the old one');
    }
    for (const [number, index] of acknowledged)
      assert.equal(Buffer.from(await log.entry(index)).toString(), `entry ${number}`);
    const repeated = [...acknowledged].slice(-40);
    const outcomes = await log.append(
      repeated.map(([n]) => ({ data: Buffer.from(`entry ${n}`), key: `key ${n}` })),
    );
    assert.deepEqual(
      outcomes,
      repeated.map(([, index]) => ({ kind: 'already_there', index })),
    );
    await log.publishCheckpoint(log.signCheckpoint());
    const report = await audit(directorySource(log.publicDirectory), { logKey: log.verifierKey });
    assert.equal(report.kind, 'consistent');
    older = head;
    await log.close();
  }

  return { acknowledged, round };
}

/** Runs the child until it has acknowledged so many entries (or kills itself); gives what it acknowledged. */
async function runChild(orders: Orders, killAfterAcks: number): Promise<ReadonlyMap<number, number>> {
  const argv = ['--conditions=finharbor-source', import.meta.filename, 'child', JSON.stringify(orders)];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const acknowledged = new Map<number, number>();
  if (killAfterAcks === 0) child.once('spawn', () => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const [number, index] = line.split(' ').map(Number);
    acknowledged.set(number!, index!);
    if (acknowledged.size >= killAfterAcks) child.kill('SIGKILL');
  }
  const [, signal] = await closed;
  assert.equal(signal, 'SIGKILL');
  return acknowledged;
}
