import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { generateSigningKey, signingKeyToPem, systemRandom } from '@finharbor/kernel';
import { sampler, seededRandom } from '../intersect/testing-sets.ts';
import { endChildren, TestChild } from '../testing-child.ts';
import { boostInTheClear } from './clear.ts';
import { inventedRows, leavesOf } from './testing.ts';
import type { MemberOrder, MemberWord } from './testing-member.ts';

const seed = Number(process.env.TREES_SEED ?? process.hrtime.bigint() % 1_000_000n);
const kills = Number(process.env.TREES_KILLS ?? 1);
const home = mkdtempSync(join(tmpdir(), 'finharbor-resume-'));
const program = join(import.meta.dirname, 'testing-member.ts');
after(() => {
  endChildren();
  rmSync(home, { recursive: true });
});

const names = ['a', 'b', 'hub'];
const keys = new Map(names.map((name) => [name, generateSigningKey()]));
const publicKeys = Object.fromEntries([...keys].map(([name, { publicKey }]) => [name, publicKey]));
const seals = new Map(names.map((name) => [name, Buffer.from(systemRandom.bytes(32)).toString('hex')]));
/** Ends early in the clear. */
const invented = {
  ...{ seed: 1, count: 700, trees: 6, depth: 2, learningRate: 0.5, holdOut: 3, patience: 1 },
  classWeights: { negative: 1, positive: 2 },
};
/** Progress that a party tells from its first word to its last. */
const wordsOfAll = 14;

class Member extends TestChild<MemberOrder, MemberWord> {
  /** Trees that were whole when it last told how far it is. */
  done(): number {
    const trees = this.words.flatMap((word) =>
      word.kind === 'progress' ? [...word.work.matchAll(/^tree (\d+)/g)] : [],
    );
    return Math.max(0, ...trees.map(([, number]) => Number(number) - 1));
  }
}

/** A process of each party and of the dealer, linked in a session of its own. */
async function startAll(): Promise<readonly Member[]> {
  const session = randomUUID();
  const all = names.map(
    (self) =>
      new Member(program, {
        ...{ self, names, publicKeys, invented, session },
        ...{ key: signingKeyToPem(keys.get(self)!), folder: join(home, self), seal: seals.get(self)! },
      }),
  );
  const ports = await Promise.all(all.map((member) => member.heard('listening')));
  for (const { child } of all) child.send(Object.fromEntries(names.map((name, i) => [name, ports[i]!.port])));
  return all;
}

test(`whoever is killed when, the dealer too, trees go on after the last whole one and come out as in the clear (seed ${seed})`, async () => {
  const below = sampler(seededRandom(seed));
  let done = 0;
  for (let kill = 0; kill < kills; kill++) {
    const all = await startAll();
    const victim = all[below(all.length)]!;
    let words = 1 + below(wordsOfAll);
    const struck = new Promise<void>((resolve) => {
      all[0]!.onWord = () => {
        words -= 1;
        if (words === 0) resolve();
      };
    });
    await Promise.race([struck, ...all.map(({ left }) => left)]);
    await new Promise((resolve) => setTimeout(resolve, below(40)));
    victim.child.kill('SIGKILL');
    for (const survivor of all.filter((one) => one !== victim)) {
      const end = await Promise.race([survivor.heard('failed'), survivor.heard('ended')]);
      assert.ok(end.kind === 'ended' || end.code === 'fusion.peer_gone', JSON.stringify(end));
    }
    await Promise.all(all.map(({ left }) => left));
    // A party may have told of one that another had not kept yet.
    done = Math.max(done, ...all.map((member) => member.done() - 1));
  }
  const all = await startAll();
  const ends = await Promise.all(all.map((member) => member.heard('ended')));
  const parties = ends.filter(({ share }) => share !== undefined);
  const leaves = leavesOf(parties.map(({ share }) => share!));
  const clear = boostInTheClear(inventedRows(invented).plan, inventedRows(invented).rows);
  const expected = clear.trees.flatMap((tree) => [...tree.leaves]);
  assert.equal(leaves.length, expected.length);
  for (const [i, leaf] of expected.entries()) assert.ok(Math.abs(leaves[i]! - leaf) < 2e-3, `leaf ${i}`);
  for (const { resumed } of parties)
    assert.ok(resumed! >= Math.min(done, clear.trees.length), `${resumed} of ${done} trees were kept`);
});
