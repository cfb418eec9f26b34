import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { signingKeyToPem } from '@finharbor/kernel';
import { landedPath } from './landing.ts';
import { recordLeftUses } from './outgoing.ts';
import { pullConsumer } from './pull/consume.ts';
import { pullProvider } from './pull/provide.ts';
import { openInbox } from './push/accept.ts';
import { pushProvider } from './push/send.ts';
import { type PlaneStage, planeStage, transferOf } from './testing.ts';
import type { SideSettings } from './testing-side.ts';

const size = 6_000_000;
const beyondLeaseMs = 3_600_000;

describe('A process killed in the middle', () => {
  let stage: PlaneStage;
  const data = randomBytes(size);

  before(async () => {
    stage = await planeStage();
    mkdirSync(stage.sources);
    writeFileSync(join(stage.sources, 'rows'), data);
  });
  after(() => stage[Symbol.asyncDispose]());

  const started = (folder: string, aheadMs: number, limited: readonly string[] = []): ChildProcess => {
    const settings: SideSettings = {
      ...{ databaseUrl: stage.databaseUrl, folder, aheadMs },
      keyPem: signingKeyToPem(stage.provider.key),
    };
    const program = join(import.meta.dirname, 'testing-side.ts');
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const command = [...limited, process.execPath, ...process.execArgv, program, JSON.stringify(settings)];
    return spawn(command[0]!, command.slice(1), { stdio: [...stdio] });
  };
  const killed = async (child: ChildProcess): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  /** What a second process says up to the end of the transfer. */
  const finished = async (folder: string): Promise<readonly object[]> => {
    const child = started(folder, beyondLeaseMs);
    const said: object[] = [];
    try {
      for await (const line of createInterface({ input: child.stdout! })) {
        said.push(JSON.parse(line) as object);
        if ('end' in said.at(-1)!) return said;
      }
      throw new Error('The process has ended by itself.');
    } finally {
      await killed(child);
    }
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await setTimeout(20);
  };

  it('fetches on after its restart, from what was on the disk', { timeout: 30_000 }, async () => {
    const provided = transferOf('p1', { agreementId: 'rows', role: 'provider' });
    const dataAddress = await pullProvider(stage.provider).start(provided);
    stage.line.pass(3_000_000, 'waits');
    const first = started(stage.consumer.folder, 0);
    const asked = transferOf('c1', { agreementId: 'rows', role: 'consumer', dataAddress });
    await pullConsumer(stage.consumer).start(asked);
    await until(async () => (await stage.consumer.store.incoming.find('c1'))!.received >= 2 ** 20);
    await killed(first);
    stage.line.pass(Number.POSITIVE_INFINITY, 'breaks');
    const said = await finished(stage.consumer.folder);
    assert.deepEqual(said, [{ transferId: 'c1', end: { kind: 'whole', bytes: size } }]);
    assert.deepEqual(readFileSync(landedPath({ folder: stage.consumer.folder, transferId: 'c1' })), data);
    await pullProvider(stage.provider).stop(provided);
    assert.deepEqual(
      stage.uses.map(({ transferId, bytes }) => ({ transferId, bytes })),
      [{ transferId: 'p1', bytes: size }],
    );
  });

  it('keeps what it has where the disk is full, and fetches on when there is room', async () => {
    const provided = transferOf('p4', { agreementId: 'rows', role: 'provider' });
    const dataAddress = await pullProvider(stage.provider).start(provided);
    const asked = transferOf('c4', { agreementId: 'rows', role: 'consumer', dataAddress });
    await pullConsumer(stage.consumer).start(asked);
    // 5,000 blocks are of 512 or 1024 bytes, by the shell: less than the data in either case. Writing more fails with EFBIG.
    const full = started(stage.consumer.folder, 0, ['sh', '-c', 'ulimit -f 5000 && exec "$0" "$@"']);
    await until(async () => (await stage.consumer.store.incoming.find('c4'))!.fault !== undefined);
    await killed(full);
    const { fault, received } = (await stage.consumer.store.incoming.find('c4'))!;
    assert.equal(fault, 'planes.disk_full');
    assert.ok(received > 2 ** 20 && received < size, `received ${received}`);
    assert.deepEqual(await finished(stage.consumer.folder), [
      { transferId: 'c4', end: { kind: 'whole', bytes: size } },
    ]);
  });

  it('sends on after its restart, and records the use once', { timeout: 30_000 }, async () => {
    const asked = transferOf('c2', { agreementId: 'rows', role: 'consumer' });
    const dataAddress = await openInbox(asked, stage.consumer);
    stage.line.pass(800_000, 'waits');
    const first = started(stage.sources, 0);
    const transfer = transferOf('p2', { agreementId: 'rows', role: 'provider', dataAddress });
    await pushProvider(stage.provider).start(transfer);
    await until(async () => (await stage.provider.store.outgoing.find('p2'))!.servedBytes > 0);
    await killed(first);
    stage.line.pass(Number.POSITIVE_INFINITY, 'breaks');
    const said = await finished(stage.sources);
    assert.deepEqual(said, [
      { transferId: 'p2', used: size },
      { transferId: 'p2', end: { kind: 'done' } },
    ]);
    assert.deepEqual(readFileSync(landedPath({ folder: stage.consumer.folder, transferId: 'c2' })), data);
  });

  it('has the use of an ended transfer recorded at the next start', async () => {
    const { store, clock } = stage.provider;
    await pullProvider(stage.provider).start(transferOf('p3', { agreementId: 'rows', role: 'provider' }));
    await store.outgoing.begin('p3', clock.nowMs());
    await store.outgoing.served('p3', { from: 0, to: 10 });
    await store.outgoing.setState('p3', 'ended');
    const failing = { ...stage.provider, recordUse: () => Promise.reject(new Error('killed')) };
    await assert.rejects(recordLeftUses(failing));
    await recordLeftUses(stage.provider);
    await recordLeftUses(stage.provider);
    const uses = stage.uses.filter(({ transferId }) => transferId === 'p3');
    assert.deepEqual(
      uses.map(({ bytes }) => bytes),
      [10],
    );
  });
});
