import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { generateSigningKey, signingKeyToPem, systemRandom } from '@finharbor/kernel';
import { sampler, seededRandom } from '../intersect/testing-sets.ts';
import { endChildren, TestChild } from '../testing-child.ts';
import type { JobOutcome } from './run.ts';
import { planOf } from './testing.ts';
import type { MemberOrder, MemberWord } from './testing-member.ts';

const seed = Number(process.env.JOB_SEED ?? process.hrtime.bigint() % 1_000_000n);
const kills = Number(process.env.JOB_KILLS ?? 2);
const folder = mkdtempSync(join(tmpdir(), 'finharbor-resume-'));
const program = join(import.meta.dirname, 'testing-member.ts');
after(() => {
  endChildren();
  rmSync(folder, { recursive: true });
});

const parties = ['a', 'b'];
const keys = parties.map(() => generateSigningKey());
const seals = parties.map(() => Buffer.from(systemRandom.bytes(32)).toString('hex'));
const session = randomUUID();
const rows = 4_000;
const shared = 1_500;
const shards = 4;
/** With a threshold a count comes before the rows, and may be broken too. */
const atLeast = Number(process.env.JOB_AT_LEAST ?? 0);
const counting = { adversary: 'semi-honest', operation: { kind: 'rows', atLeast } } as const;
const plan = planOf(
  { shardRows: 2 ** 10, key: 'mobile', mostAttempts: 1000, ...(atLeast > 0 ? counting : {}) },
  [{ mostRows: 2 ** 15 }, { result: 'anti', mostRows: 2 ** 15 }],
);
const at = (k: number, name: string): string => join(folder, `${parties[k]}${name}`);

/** `a` has numbers 0 up to below `rows`, `b` the last `shared` of them and others; each in an order of its own. */
const placeOf = (k: number, row: number): number => ((row * 7919) % rows) + (k === 0 ? 0 : rows - shared);
for (const k of [0, 1]) {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${13_000_000_000 + placeOf(k, row)},${placeOf(k, row)}`,
  );
  writeFileSync(at(k, '.csv'), `key,place\n${lines.join('\n')}\n`);
}

class Member extends TestChild<MemberOrder, MemberWord> {
  /** The most shards it said it had. */
  done(): number {
    return Math.max(0, ...this.words.map((word) => (word.kind === 'progress' ? word.done : 0)));
  }
}

/** A process of each party, linked over a channel of their own. */
async function startPair(helps: boolean): Promise<readonly [Member, Member]> {
  const channel = randomUUID();
  const pair = [0, 1].map(
    (k) =>
      new Member(program, {
        ...{ self: parties[k]!, key: signingKeyToPem(keys[k]!), plan, session, channel, helps },
        peer: { party: parties[1 - k]!, publicKey: keys[1 - k]!.publicKey },
        ...{
          table: at(k, '.csv'),
          column: 'place',
          result: at(k, '-out.csv'),
          folder: at(k, '-job'),
          seal: seals[k]!,
        },
      }),
  ) as [Member, Member];
  const ports = await Promise.all(pair.map((member) => member.heard('listening')));
  pair[0].child.send({ port: ports[1]!.port });
  pair[1].child.send({ port: ports[0]!.port });
  return pair;
}

function placesIn(k: number): number[] {
  return readFileSync(at(k, '-out.csv'), 'utf8').trim().split('\n').slice(1).map(Number);
}

test(`whoever is killed when, both get exactly their rows, and what was finished is not done again (seed ${seed})`, async () => {
  const below = sampler(seededRandom(seed));
  let done = 0;
  for (let kill = 0; kill < kills; kill++) {
    const pair = await startPair(false);
    const victims = [[pair[0]], [pair[1]], pair][below(3)]!;
    // Words come before the table is read, after it, and after each shard.
    let words = 1 + below(shards + 4);
    const struck = new Promise<void>((resolve) => {
      victims[0]!.onWord = () => {
        words -= 1;
        if (words === 0) resolve();
      };
    });
    await Promise.race([struck, ...pair.map(({ left }) => left)]);
    await new Promise((resolve) => setTimeout(resolve, below(60)));
    for (const { child } of victims) child.kill('SIGKILL');
    for (const survivor of pair.filter((one) => !victims.includes(one))) {
      const end = await Promise.race([survivor.heard('failed'), survivor.heard('ended')]);
      assert.ok(end.kind === 'ended' || end.code === 'fusion.peer_gone', JSON.stringify(end));
    }
    await Promise.all(pair.map(({ left }) => left));
    // The follower may have had one more than the leader, which is then done again.
    done = Math.max(done, ...pair.map((member) => member.done() - 1));
  }
  const pair = await startPair(false);
  const ends = await Promise.all(pair.map((member) => member.heard('ended')));
  for (const [k, { outcome }] of ends.entries()) {
    const { kind, ...report } = outcome as JobOutcome & { kind: 'finished' };
    assert.equal(kind, 'finished');
    assert.deepEqual([report.rows, report.common, report.shards], [rows, shared, shards]);
    assert.ok(report.resumed >= done, `${report.resumed} of ${done} shards were kept`);
    const kept = Array.from({ length: rows }, (_, row) => placeOf(k, row)).filter((place) =>
      k === 0 ? place >= rows - shared : place >= rows,
    );
    assert.deepEqual(placesIn(k), kept);
  }
});

test('nothing of a key is readable in the folder of a job', () => {
  const files = readdirSync(at(0, '-job'), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  assert.ok(files.length > shards);
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name));
    for (const row of [0, 1, rows - 1])
      assert.equal(bytes.indexOf(`${13_000_000_000 + placeOf(0, row)}`), -1);
    assert.equal(bytes.indexOf('"usable"'), -1, file.name);
  }
});
