import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Statistic, StatisticsPlan } from '../plan.ts';
import type { StatisticsRows } from '../rows.ts';
import type { StatisticsOutcome } from '../run.ts';
import { ask, memorySets, planOf, randomRows, roster } from '../testing.ts';
import { fileRowSets, type RowSets } from './store.ts';

const count = 100;
const k = 5;
const statistic: Statistic = {
  kind: 'groups',
  name: 'trades',
  by: ['trade'],
  protection: { kind: 'threshold' },
  to: ['bank'],
};

/** Rows of which tax, and social too if told, leave out these. */
function leaving(out: { readonly tax: readonly number[]; readonly social?: readonly number[] }) {
  const rows = new Map<string, StatisticsRows>(randomRows(21, count));
  for (const [party, left] of Object.entries(out))
    rows.set(party, {
      ...rows.get(party)!,
      keep: Uint8Array.from({ length: count }, (_, row) => Number(!left.includes(row))),
    });
  const filters = Object.keys(out).map((party) => ({ party, rule: 'a rule' }));
  const plan = (query: string): StatisticsPlan => planOf([statistic], { query, smallestGroup: k, filters });
  return { rows, plan };
}

const codes = (outcomes: ReadonlyMap<string, StatisticsOutcome>): ReadonlySet<string> =>
  new Set(
    [...outcomes.values()].map((outcome) =>
      outcome.kind === 'answered' ? 'answered' : `${outcome.code} ${JSON.stringify(outcome)}`,
    ),
  );

function parties(make: (party: string) => RowSets = memorySets) {
  const sets = new Map(roster.map((party) => [party, make(party)]));
  return (party: string) => ({ sets: sets.get(party)! });
}

const first = (n: number): number[] => Array.from({ length: n }, (_, row) => row);

test('rows that differ from an earlier query’s by 1 to k − 1 are refused by its name at every party; by 0 or k are not', async () => {
  const extra = parties();
  const asked = async (query: string, out: Parameters<typeof leaving>[0]) => {
    const { rows, plan } = leaving(out);
    return codes(await ask(plan(query), rows, { extra }));
  };
  assert.deepEqual(await asked('q1', { tax: first(20) }), new Set(['answered']));
  assert.deepEqual(await asked('q2', { tax: first(20) }), new Set(['answered']));
  assert.deepEqual(await asked('q3', { tax: first(20 + k) }), new Set(['answered']));
  const answer = (query: string) =>
    new Set([`fusion.too_close ${JSON.stringify({ kind: 'refused', code: 'fusion.too_close', query })}`]);
  assert.deepEqual(await asked('q4', { tax: first(21) }), answer('q1'));
  assert.deepEqual(await asked('q4', { tax: first(20 + 2 * k - 1) }), answer('q3'));
  // One row out, another in: two rows apart, though the sets are of one size.
  assert.deepEqual(await asked('q4', { tax: [...first(19), 50] }), answer('q1'));
  // What two parties leave out counts together, and rows both leave out count once.
  assert.deepEqual(await asked('q4', { tax: first(18), social: [18, 19, 20, 3] }), answer('q1'));
  assert.deepEqual(await asked('q4', { tax: first(10), social: first(60).slice(20) }), new Set(['answered']));
  assert.deepEqual(await asked('q4', { tax: first(10), social: first(60).slice(20) }), new Set(['answered']));
});

test('a refused query leaves nothing behind, and opens nothing but one bit for each earlier one', async () => {
  const sets = new Map(roster.map((party) => [party, memorySets()]));
  const opened: string[] = [];
  const extra = (party: string) => ({
    sets: sets.get(party)!,
    onMask: ({ label }: { label: string }) => opened.push(label),
  });
  const before = leaving({ tax: [] });
  await ask(before.plan('q1'), before.rows, { extra });
  opened.length = 0;
  const { rows, plan } = leaving({ tax: [7] });
  const outcomes = await ask(plan('q2'), rows, { extra });
  assert.equal(outcomes.get('social')!.kind, 'refused');
  assert.ok(opened.length > 0 && opened.every((label) => label.startsWith('rows/')));
  assert.equal((await sets.get('tax')!.kept('contract-1')).length, 1);
});

test('a set that some party never got to keep was never opened, and is passed over', async () => {
  const extra = parties();
  const before = leaving({ tax: [] });
  await extra('bank').sets.keep(
    { contract: 'contract-1', query: 'q0', session: 's', alignment: 'alignment-1', rows: count },
    new Uint8Array(count * 8),
  );
  assert.deepEqual(codes(await ask(before.plan('q1'), before.rows, { extra })), new Set(['answered']));
});

test('a set that was opened and that some party lost stops all exact queries, and the party is named', async () => {
  const sets = new Map(roster.map((party) => [party, memorySets()]));
  const extra = (party: string) => ({ sets: sets.get(party)! });
  const { rows, plan } = leaving({ tax: [] });
  await ask(plan('q1'), rows, { extra });
  sets.set('social', memorySets());
  const refused = { code: 'fusion.row_set_missing', message: /social no longer keeps .* q1/ };
  await assert.rejects(ask(plan('q2'), rows, { extra }), refused);
});

test('what is opened is noted first, though the party that should have noted it had died and asks again', async () => {
  const sets = new Map(roster.map((party) => [party, memorySets()]));
  const { rows, plan } = leaving({ tax: [] });
  const dying = (party: string) => ({
    sets: { ...sets.get(party)!, noteAtAll: () => Promise.reject(new Error('killed')) },
  });
  await assert.rejects(ask(plan('q1'), rows, { extra: dying }), /killed/);
  const kept = async () =>
    Promise.all(
      roster.map(async (party) => (await sets.get(party)!.kept('contract-1')).map(({ atAll }) => atAll)),
    );
  assert.deepEqual(await kept(), [[false], [false], [false]]);
  await ask(plan('q1'), rows, { extra: (party) => ({ sets: sets.get(party)! }) });
  assert.deepEqual(await kept(), [[true], [true], [true]]);
});

test('queries over other rows are not comparable, and are refused', async () => {
  const extra = parties();
  const { rows, plan } = leaving({ tax: [] });
  await ask(plan('q1'), rows, { extra });
  const other = { ...plan('q2'), alignment: 'alignment-2' };
  await assert.rejects(ask(other, rows, { extra }), { code: 'fusion.other_rows' });
});

test('shares in files: read back after a restart, whole or not at all, and damage is not passed over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-sets-'));
  try {
    const set = { contract: 'c', query: 'q', session: 's', alignment: 'a', rows: 3 };
    const share = Uint8Array.from({ length: 24 }, (_, i) => (i * 7 + 10) % 256);
    await fileRowSets(folder).keep(set, share);
    await writeFile(join(folder, 'half.rows.new'), '{"contract":"c"');
    const sets = fileRowSets(folder);
    assert.deepEqual(await sets.kept('c'), [{ ...set, atAll: false }]);
    await fileRowSets(folder).noteAtAll(set);
    assert.deepEqual(await sets.kept('c'), [{ ...set, atAll: true }]);
    assert.deepEqual(await sets.kept('other'), []);
    assert.deepEqual(await sets.read(set), share);
    const [name] = (await readdir(folder)).filter((file) => file.endsWith('.rows'));
    await writeFile(join(folder, name!), `${JSON.stringify(set)}\nshort`);
    await assert.rejects(sets.read(set), { code: 'fusion.row_set_damaged' });
    await writeFile(join(folder, name!), 'no head');
    await assert.rejects(sets.kept('c'), { code: 'fusion.row_set_damaged' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
