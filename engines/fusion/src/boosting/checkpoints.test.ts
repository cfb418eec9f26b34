import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { sealUnder } from '../shards/seal.ts';
import type { MaskUse } from '../shares/party.ts';
import type { ResumeOptions } from './checkpoints.ts';
import { boostInTheClear } from './clear.ts';
import { boostTogether, type Invented, inventedRows, leavesOf } from './testing.ts';
import type { BoostedParty } from './train.ts';

const home = mkdtempSync(join(tmpdir(), 'finharbor-trees-'));
after(() => rmSync(home, { recursive: true }));
const seal = sealUnder(systemRandom.bytes(32), systemRandom);

/** Ends early in the clear, so that all that is kept is needed again: scores of before, losses. */
const of = inventedRows({
  ...{ seed: 5, count: 700, trees: 6, depth: 2, learningRate: 0.5, holdOut: 3, patience: 2 },
  importanceTo: 'label_holder',
});
const clear = boostInTheClear(of.plan, of.rows);

const folder = (job: string, party: string): string => join(home, job, party);
const resume = (job: string, party: string): ResumeOptions => ({ job, folder: folder(job, party), seal });

const used = new Map<string, string>();
function onMask({ mask, sent }: MaskUse): void {
  // Masks below 16 bytes repeat by chance.
  if (mask.length < 16) return;
  const [key, value] = [hash('sha256', mask), hash('sha256', sent)];
  assert.equal(used.get(key) ?? value, value, 'a mask met a second value');
  used.set(key, value);
}

/** A session that `b` cancels once work of this name goes on. */
async function brokenOff(job: string, at: string): Promise<void> {
  const cancel = new AbortController();
  await assert.rejects(
    boostTogether(of, (party) => ({
      ...{ resume: resume(job, party), onMask },
      ...(party === 'b' && {
        signal: cancel.signal,
        progress: (work: string) => work === at && cancel.abort(),
      }),
    })),
    /cancelled|left before/,
  );
}

const going = (job: string, invented: Invented = of): Promise<ReadonlyMap<string, BoostedParty>> =>
  boostTogether(invented, (party) => ({ resume: resume(job, party), onMask }));

function sameLeaves(results: ReadonlyMap<string, BoostedParty>): void {
  const leaves = leavesOf([...results.values()].map(({ share }) => share));
  const expected = clear.trees.flatMap((tree) => [...tree.leaves]);
  assert.equal(leaves.length, expected.length);
  for (const [i, leaf] of expected.entries()) assert.ok(Math.abs(leaves[i]! - leaf) < 2e-3, `leaf ${i}`);
}

test('trees go on after the last that all parties have, under masks of which none is used twice', async () => {
  await brokenOff('one', 'tree 2 of 6, level 2');
  await brokenOff('one', 'tree 4 of 6, level 1');
  await brokenOff('one', 'tree 5 of 6, level 2');
  // As if `b` had been killed before its last tree was kept.
  const latest = readdirSync(folder('one', 'b')).toSorted().at(-1)!;
  rmSync(join(folder('one', 'b'), latest));
  const results = await going('one');
  for (const { resumed, share } of results.values()) {
    assert.equal(resumed, 3);
    assert.equal(share.model, 'one');
  }
  sameLeaves(results);
  assert.ok(used.size > 1_000);
});

test('a finished job is told again without growing anything', async () => {
  const again = await going('one');
  sameLeaves(again);
  assert.equal(again.get('a')!.resumed, clear.trees.length);
  assert.equal(
    again.get('b')!.opened.some(({ label }) => label === 'split/question'),
    false,
  );
  const splits = again.get('a')!.importance!.reduce((sum, feature) => sum + feature.splits, 0);
  assert.equal(splits, clear.trees.length * 3, 'every node of the trees that were kept');
});

test('no party goes on with other rows, with another key, or alone', async () => {
  const { outcome, ...mine } = of.rows.get('a')!;
  const flipped = { ...mine, outcome: outcome!.map((label, row) => (row === 3 ? 1 - label : label)) };
  const others = { ...of, rows: new Map([...of.rows, ['a', flipped]]) };
  await assert.rejects(going('one', others), { code: 'fusion.source_changed' });
  const otherSeal = sealUnder(systemRandom.bytes(32), systemRandom);
  const by = (change: (party: string) => Partial<ResumeOptions>): Promise<unknown> =>
    boostTogether(of, (party) => ({ resume: { ...resume('one', party), ...change(party) } }));
  await assert.rejects(
    by(() => ({ seal: otherSeal })),
    { code: 'fusion.job_sealed' },
  );
  await assert.rejects(
    by((party) => ({ job: `job of ${party}` })),
    { code: 'fusion.plan_mismatch' },
  );
  const one = boostTogether(of, (party) => (party === 'a' ? { resume: resume('one', party) } : {}));
  await assert.rejects(one, { code: 'fusion.plan_mismatch' });
});

test('nothing is readable in the folder, and no more stands there than the last two states', () => {
  const names = readdirSync(folder('one', 'a'));
  assert.ok(names.length <= 2, `${names}`);
  for (const name of names)
    assert.equal(readFileSync(join(folder('one', 'a'), name)).indexOf('"splits"'), -1);
});
