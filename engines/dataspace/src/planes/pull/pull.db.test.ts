import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { landedPath } from '../landing.ts';
import { type PlaneStage, planeStage, transferOf } from '../testing.ts';
import { propertyOf } from './address.ts';
import { pullConsumer } from './consume.ts';
import { download } from './download.ts';
import { pullProvider } from './provide.ts';

const size = 5_000_000;

describe('HTTP pull', () => {
  let stage: PlaneStage;
  const data = randomBytes(size);
  let serial = 0;

  before(async () => {
    stage = await planeStage();
    mkdirSync(stage.sources);
    writeFileSync(join(stage.sources, 'rows'), data);
  });
  after(() => stage[Symbol.asyncDispose]());

  const opened = async (dataset = 'rows') => {
    const pid = `t${++serial}`;
    const plane = pullProvider(stage.provider);
    const transfer = transferOf(pid, { agreementId: dataset, role: 'provider' });
    const address = (await plane.start(transfer))!;
    const token = propertyOf(address, 'authorization')!;
    const get = (headers: Record<string, string> = {}, bearer = token) =>
      fetch(address.endpoint!, { headers: { authorization: `Bearer ${bearer}`, ...headers } });
    return { pid, plane, transfer, address, token, get };
  };
  const fetchOnce = async (pid: string) => {
    const { consumer } = stage;
    const incoming = (await consumer.store.incoming.find(pid))!;
    return download(incoming, {
      ...consumer,
      signal: AbortSignal.timeout(20_000),
      onProgress: (bytes) => consumer.store.incoming.received(pid, bytes),
    });
  };
  const awaited = async ({ pid, address }: Awaited<ReturnType<typeof opened>>, dataset = 'rows') => {
    const mine = `c-${pid}`;
    await pullConsumer(stage.consumer).start(
      transferOf(mine, { agreementId: dataset, role: 'consumer', dataAddress: address }),
    );
    return mine;
  };
  /** Fetches until the line has broken with something on the disk. */
  const brokenOff = async (pid: string) => {
    let received = 0;
    for (let attempts = 0; received === 0; attempts++) {
      assert.ok(attempts < 5, 'nothing comes through');
      stage.line.pass(3_000_000, 'breaks');
      assert.equal((await fetchOnce(pid)).kind, 'later');
      received = (await stage.consumer.store.incoming.find(pid))!.received;
    }
    stage.line.pass(Number.POSITIVE_INFINITY, 'breaks');
  };
  const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
  const usesOf = (pid: string) => stage.uses.filter(({ transferId }) => transferId === pid);

  it('serves the whole with its digests, and records one use of as many bytes', async () => {
    const { pid, plane, transfer, get } = await opened();
    const answer = await get();
    assert.equal(answer.status, 200);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), data);
    const digest = `sha-256=:${createHash('sha256').update(data).digest('base64')}:`;
    assert.equal(answer.headers.get('repr-digest'), digest);
    assert.equal(answer.headers.get('content-digest'), digest);
    await (await get()).arrayBuffer();
    await plane.stop(transfer);
    assert.deepEqual(
      usesOf(pid).map(({ bytes, consumer }) => ({ bytes, consumer })),
      [{ bytes: size, consumer: 'did:web:consumer.example' }],
    );
  });

  it('serves parts, and counts bytes that leave twice once', async () => {
    const { pid, plane, transfer, get } = await opened();
    const part = await get({ range: 'bytes=1000-1999' });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get('content-range'), `bytes 1000-1999/${size}`);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), data.subarray(1000, 2000));
    await (await get({ range: 'bytes=1500-2499' })).arrayBuffer();
    const last = await get({ range: 'bytes=-10' });
    assert.deepEqual(Buffer.from(await last.arrayBuffer()), data.subarray(-10));
    assert.deepEqual(usesOf(pid), []);
    await plane.stop(transfer);
    await plane.stop(transfer);
    assert.deepEqual(
      usesOf(pid).map(({ bytes }) => bytes),
      [1510],
    );
  });

  it('answers a range beyond the end with 416, one of an older version with the whole', async () => {
    const { get } = await opened();
    const beyond = await get({ range: `bytes=${size}-` });
    assert.equal(beyond.status, 416);
    assert.equal(beyond.headers.get('content-range'), `bytes */${size}`);
    await beyond.arrayBuffer();
    const older = await get({ range: 'bytes=10-19', 'if-range': '"older"' });
    assert.equal(older.status, 200);
    await older.arrayBuffer();
    const other = await get({ 'if-match': '"older"' });
    assert.equal(other.status, 412);
  });

  it('refuses a token that was changed, has run out, or is of another transfer, whether there is a transfer or not', async () => {
    const mine = await opened();
    const others = await opened();
    const [claims, signature] = mine.token.split('.') as [string, string];
    const wider = Buffer.from(
      Buffer.from(claims, 'base64url').toString().replace('consumer.example', 'somebody.example'),
    ).toString('base64url');
    for (const token of [`${wider}.${signature}`, others.token, 'nonsense', `${claims}.${'A'.repeat(86)}`]) {
      const answer = await mine.get({}, token);
      assert.equal(answer.status, 401);
      assert.equal(await codeOf(answer), 'planes.bad_token');
    }
    const nobody = await fetch(mine.address.endpoint!.replace(mine.pid, 'nobody'), {
      headers: { authorization: `Bearer ${mine.token}` },
    });
    assert.equal(nobody.status, 401);
    stage.clock.advance(300_000);
    const late = await mine.get();
    assert.equal(late.status, 401);
    assert.equal(await codeOf(late), 'planes.token_expired');
  });

  it('renews a token while the transfer is started, and only then', async () => {
    const { plane, transfer, address } = await opened();
    const renew = (secret = propertyOf(address, 'refreshToken')!) =>
      fetch(propertyOf(address, 'refreshEndpoint')!, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: secret }),
      });
    stage.clock.advance(300_000);
    const answer = (await (await renew()).json()) as { access_token: string; token_type: string };
    const again = await fetch(address.endpoint!, {
      headers: { authorization: `Bearer ${answer.access_token}`, range: 'bytes=0-0' },
    });
    assert.equal(again.status, 206);
    assert.equal((await renew('guessed')).status, 401);
    await plane.suspend(transfer);
    assert.equal(await codeOf(await renew()), 'planes.suspended');
    await plane.stop(transfer);
    assert.equal(await codeOf(await renew()), 'planes.ended');
  });

  it('refuses at once when suspended or when the policy says no, with its reason', async () => {
    const { plane, transfer, get } = await opened();
    await plane.suspend(transfer);
    const suspended = await get();
    assert.equal(suspended.status, 403);
    assert.equal(await codeOf(suspended), 'planes.suspended');
    await plane.start(transfer);
    const reason = { code: 'policy.count', text: ['count is 3, at most 3.'] };
    stage.decide({ kind: 'refused', reason });
    const refused = await get();
    stage.decide({ kind: 'allowed' });
    assert.equal(refused.status, 403);
    assert.equal(((await refused.json()) as { detail: string }).detail, reason.text[0]);
    assert.equal((await get({ range: 'bytes=0-0' })).status, 206);
  });

  it('reaches no bytes but those that are agreed on', async () => {
    const { get } = await opened();
    stage.decide({ kind: 'allowed', bytes: { from: 0, to: 1000 } });
    const sample = await get({ range: 'bytes=0-999' });
    const beyond = await get({ range: 'bytes=999-1000' });
    const whole = await get();
    stage.decide({ kind: 'allowed' });
    assert.deepEqual(Buffer.from(await sample.arrayBuffer()), data.subarray(0, 1000));
    assert.equal(await codeOf(beyond), 'planes.range_refused');
    assert.equal(await codeOf(whole), 'planes.range_refused');
  });

  it('breaks a stream under way when the policy changes its mind', async () => {
    const { get } = await opened();
    stage.line.pass(1_000_000, 'waits');
    const answer = await get();
    const reading = answer.arrayBuffer();
    stage.decide({ kind: 'refused', reason: { code: 'policy.time', text: ['It is over.'] } });
    stage.line.pass(Number.POSITIVE_INFINITY, 'breaks');
    await assert.rejects(reading);
    stage.decide({ kind: 'allowed' });
  });

  it('fetches into a file, and after a break goes on where it was', async () => {
    const transfer = await opened();
    const mine = await awaited(transfer);
    stage.line.pass(3_000_000, 'breaks');
    assert.deepEqual(await fetchOnce(mine), { kind: 'later', code: 'planes.broken' });
    const { received } = (await stage.consumer.store.incoming.find(mine))!;
    assert.ok(received > 1_000_000 && received < size, `received ${received}`);
    stage.line.pass(Number.POSITIVE_INFINITY, 'breaks');
    assert.deepEqual(await fetchOnce(mine), { kind: 'whole', bytes: size });
    assert.deepEqual(readFileSync(landedPath({ folder: stage.consumer.folder, transferId: mine })), data);
    // Told again after a crash, it knows that it has the file.
    assert.deepEqual(await fetchOnce(mine), { kind: 'whole', bytes: size });
    await transfer.plane.stop(transfer.transfer);
    assert.deepEqual(
      usesOf(transfer.pid).map(({ bytes }) => bytes),
      [size],
    );
  });

  it('renews a token that has run out while it fetches', async () => {
    const mine = await awaited(await opened());
    stage.clock.advance(300_000);
    assert.deepEqual(await fetchOnce(mine), { kind: 'whole', bytes: size });
  });

  it('fails where the source changes in the middle, and never takes a mixture for the whole', async () => {
    const path = join(stage.sources, 'changing');
    writeFileSync(path, data);
    const mine = await awaited(await opened('changing'), 'changing');
    await brokenOff(mine);
    writeFileSync(path, Buffer.from(data).reverse());
    utimesSync(path, 1, 1);
    const outcome = await fetchOnce(mine);
    assert.equal(outcome.kind === 'failed' && outcome.code, 'planes.source_changed');
  });

  it('fails where what arrived has another digest than was announced', async () => {
    const transfer = await opened();
    const mine = await awaited(transfer);
    await brokenOff(mine);
    const part = `${landedPath({ folder: stage.consumer.folder, transferId: mine })}.part`;
    const bytes = readFileSync(part);
    bytes[77]! ^= 1;
    writeFileSync(part, bytes);
    const outcome = await fetchOnce(mine);
    assert.equal(outcome.kind === 'failed' && outcome.code, 'planes.digest_mismatch');
  });

  it('keeps nothing of a transfer that ended before it was whole', async () => {
    const transfer = await opened();
    const mine = await awaited(transfer);
    await brokenOff(mine);
    const part = `${landedPath({ folder: stage.consumer.folder, transferId: mine })}.part`;
    assert.ok(existsSync(part));
    await pullConsumer(stage.consumer).stop(transferOf(mine, { agreementId: 'rows', role: 'consumer' }));
    assert.ok(!existsSync(part));
  });

  it('goes nowhere that it may not', async () => {
    const transfer = await opened();
    const dataAddress = { ...transfer.address, endpoint: 'http://169.254.169.254/latest' };
    const mine = await awaited({ ...transfer, pid: 'inside', address: dataAddress });
    assert.deepEqual(await fetchOnce(mine), { kind: 'later', code: 'planes.unreachable' });
  });

  it('says nothing of the data or a token to whoever keeps a log', () => {
    const told = JSON.stringify(stage.events);
    assert.ok(stage.events.length > 5);
    assert.doesNotMatch(told, /eyJ|Bearer/);
  });
});
