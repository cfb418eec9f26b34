import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@finharbor/kernel';
import type { DataAddress } from '../../domain.ts';
import { landedPath } from '../landing.ts';
import { propertyOf } from '../pull/address.ts';
import { type PlaneStage, planeStage, transferOf } from '../testing.ts';
import { openInbox, pushConsumer } from './accept.ts';
import { pushProvider, runUploads } from './send.ts';

const size = 5_000_000;

describe('HTTP push', () => {
  let stage: PlaneStage;
  const data = randomBytes(size);
  let serial = 0;

  before(async () => {
    stage = await planeStage();
    mkdirSync(stage.sources);
    writeFileSync(join(stage.sources, 'rows'), data);
    writeFileSync(join(stage.sources, 'empty'), '');
  });
  after(() => stage[Symbol.asyncDispose]());

  const opened = async (dataset = 'rows') => {
    const mine = `c${++serial}`;
    const asked = transferOf(mine, { agreementId: dataset, role: 'consumer' });
    const address = await openInbox(asked, stage.consumer);
    return { mine, theirs: `p${serial}`, dataset, address };
  };
  const send = async ({ theirs, dataset, address }: Awaited<ReturnType<typeof opened>>) => {
    const transfer = transferOf(theirs, { agreementId: dataset, role: 'provider', dataAddress: address });
    await pushProvider(stage.provider).start(transfer);
    return transfer;
  };
  /** Lets uploads run until what is awaited has come. */
  const running = async <T>(wait: () => Promise<T | undefined>, provider = stage.provider): Promise<T> => {
    const over = new AbortController();
    const faults: unknown[] = [];
    // The pauses between attempts are real ones.
    const uploads = runUploads(
      { ...provider, clock: systemClock },
      { signal: over.signal, onFault: (error) => faults.push(error) },
    );
    try {
      for (const endMs = systemClock.nowMs() + 15_000; systemClock.nowMs() < endMs; ) {
        const found = await wait();
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`It did not come about: ${faults.join(', ')}`);
    } finally {
      over.abort();
      await uploads;
    }
  };
  const endOf = (transferId: string) => async () =>
    stage.ends.find((end) => end.transferId === transferId)?.end;
  const landed = (transferId: string) =>
    readFileSync(landedPath({ folder: stage.consumer.folder, transferId }));
  const call = (address: DataAddress, init: RequestInit & { duplex?: 'half' } = {}) =>
    fetch(address.endpoint!, {
      ...init,
      headers: {
        authorization: `Bearer ${propertyOf(address, 'authorization')}`,
        'content-type': 'application/partial-upload',
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

  it('sends a data set in parts and records one use of as many bytes, when it has arrived', async () => {
    const transfer = await opened();
    await send(transfer);
    assert.deepEqual(await running(endOf(transfer.theirs)), { kind: 'done' });
    assert.deepEqual(landed(transfer.mine), data);
    assert.deepEqual(await endOf(transfer.mine)(), { kind: 'whole', bytes: size });
    const uses = stage.uses.filter(({ transferId }) => transferId === transfer.theirs);
    assert.deepEqual(
      uses.map(({ bytes }) => bytes),
      [size],
    );
  });

  it('sends an empty data set', async () => {
    const transfer = await opened('empty');
    await send(transfer);
    assert.deepEqual(await running(endOf(transfer.theirs)), { kind: 'done' });
    assert.equal(landed(transfer.mine).length, 0);
  });

  it('goes on where the connection broke, again and again', async () => {
    const transfer = await opened();
    await send(transfer);
    stage.line.pass(700_000, 'breaks');
    const received = await running(async () => {
      const now = (await stage.consumer.store.incoming.find(transfer.mine))!.received;
      return now > 0 ? now : undefined;
    });
    assert.ok(received < 1_000_000, `received ${received}`);
    stage.line.pass(Number.POSITIVE_INFINITY, 'breaks');
    assert.deepEqual(await running(endOf(transfer.theirs)), { kind: 'done' });
    assert.deepEqual(landed(transfer.mine), data);
  });

  it('stops where the policy says no, and says so', async () => {
    const transfer = await opened();
    await send(transfer);
    stage.decide({ kind: 'refused', reason: { code: 'policy.time', text: ['It is over.'] } });
    const end = await running(endOf(transfer.theirs));
    stage.decide({ kind: 'allowed' });
    assert.deepEqual(end, { kind: 'failed', code: 'planes.use_refused' });
    assert.equal((await stage.consumer.store.incoming.find(transfer.mine))!.received, 0);
  });

  it('fails where the source has changed', async () => {
    const transfer = await opened('changing');
    writeFileSync(join(stage.sources, 'changing'), data);
    await send(transfer);
    writeFileSync(join(stage.sources, 'changing'), data.subarray(1));
    assert.deepEqual(await running(endOf(transfer.theirs)), {
      kind: 'failed',
      code: 'planes.source_changed',
    });
  });

  it('takes in only with its own token, and nothing while suspended or after the end', async () => {
    const transfer = await opened();
    const other = await opened();
    const bearer = `Bearer ${propertyOf(other.address, 'authorization')}`;
    for (const authorization of [bearer, 'Bearer guessed-guessed-guessed', '']) {
      const answer = await call(transfer.address, { method: 'PATCH', body: 'x', headers: { authorization } });
      assert.equal(answer.status, 401);
    }
    const plane = pushConsumer(stage.consumer);
    const asked = transferOf(transfer.mine, { agreementId: 'rows', role: 'consumer' });
    await plane.suspend(asked);
    assert.equal(
      await codeOf(await call(transfer.address, { method: 'PATCH', body: 'x' })),
      'planes.suspended',
    );
    await plane.start(asked);
    assert.equal((await call(transfer.address, { method: 'HEAD' })).headers.get('upload-offset'), '0');
    await plane.stop(asked);
    assert.equal(await codeOf(await call(transfer.address, { method: 'PATCH', body: 'x' })), 'planes.ended');
  });

  it('refuses parts at another offset, of another length, without the digest, larger than allowed', async () => {
    const { address, mine } = await opened();
    const patch = (body: string, headers: Record<string, string>) =>
      call(address, { method: 'PATCH', body, headers: { 'upload-complete': '?0', ...headers } });
    const first = await patch('0123', { 'upload-offset': '0', 'upload-length': '8' });
    assert.equal(first.status, 204);
    assert.equal(first.headers.get('upload-offset'), '4');
    const again = await patch('0123', { 'upload-offset': '0' });
    assert.equal(again.status, 409);
    assert.equal(again.headers.get('upload-offset'), '4');
    const last = { 'upload-offset': '4', 'upload-complete': '?1' };
    assert.equal(await codeOf(await patch('45678', last)), 'planes.bad_upload');
    assert.equal(await codeOf(await patch('4567', last)), 'planes.bad_upload');
    const huge = { 'upload-offset': '4', 'upload-length': String(2 ** 40) };
    assert.equal(await codeOf(await patch('4', huge)), 'planes.bad_upload');
    assert.equal((await patch('4567', { ...last, 'content-type': 'text/plain' })).status, 415);
    const right = `sha-256=:${createHash('sha256').update('01234567').digest('base64')}:`;
    const whole = { ...last, 'repr-digest': right };
    const done = await patch('4567', whole);
    assert.equal(done.status, 200);
    assert.equal(done.headers.get('upload-complete'), '?1');
    assert.equal(landed(mine).toString(), '01234567');
    // Told again because the answer was lost: the same answer.
    assert.equal((await patch('', { ...whole, 'upload-offset': '8' })).status, 200);
    assert.equal(await codeOf(await patch('8', { ...last, 'upload-offset': '8' })), 'planes.bad_upload');
  });

  it('gives up what has another digest than it was announced with', async () => {
    const { address, mine } = await opened();
    const other = `sha-256=:${createHash('sha256').update('other').digest('base64')}:`;
    const headers = { 'upload-offset': '0', 'upload-complete': '?1', 'repr-digest': other };
    assert.equal((await call(address, { method: 'PATCH', body: 'data', headers })).status, 422);
    assert.equal(
      await codeOf(await call(address, { method: 'PATCH', body: 'data', headers })),
      'planes.ended',
    );
    const failed = { kind: 'failed', code: 'planes.digest_mismatch', detail: '' };
    assert.deepEqual(await endOf(mine)(), failed);
  });

  it('holds the sender back where the line stands still: nothing piles up', async () => {
    const transfer = await opened();
    await send(transfer);
    const { outgoing } = stage.provider.store;
    const ahead: number[] = [];
    const served: typeof outgoing.served = async (transferId, span) => {
      ahead.push(span.to - (await stage.consumer.store.incoming.find(transfer.mine))!.received);
      return outgoing.served(transferId, span);
    };
    const watched = {
      ...stage.provider,
      store: { ...stage.provider.store, outgoing: { ...outgoing, served } },
    };
    const part = 2 ** 20;
    stage.line.pass(300_000, 'waits');
    let stood = false;
    const end = await running(async () => {
      if (!stood && stage.line.isHolding() && ahead.includes(part)) {
        stood = true;
        stage.line.pass(Number.POSITIVE_INFINITY, 'breaks');
      }
      return endOf(transfer.theirs)();
    }, watched);
    assert.deepEqual(end, { kind: 'done' });
    // The line stood still when all of a part had been read; the next one waits until the first has arrived.
    assert.ok(stood);
    assert.ok(Math.max(...ahead) <= part, `${Math.max(...ahead)} bytes ahead of what has arrived`);
    assert.deepEqual(landed(transfer.mine), data);
  });
});
