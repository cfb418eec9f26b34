import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { composed } from './composition.ts';
import { type BudgetClaim, fileBudgetLedger } from './ledger.ts';

const limit = { epsilonMicro: 1_000_000, delta: 1e-9 };
const claimOf = (query: string, epsilonMicro: number, rhoMicro = 0): BudgetClaim => ({
  contract: 'c1',
  query,
  plan: `plan of ${query}`,
  cost: { epsilonMicro, rhoMicro },
  limit,
});

async function withLedger(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-budget-'));
  try {
    await work(join(folder, 'budget'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a query is charged once, is granted again for nothing, and the last claim that does not fit is refused', () =>
  withLedger(async (path) => {
    const ledger = fileBudgetLedger(path, systemRandom);
    assert.equal(await ledger.left('c1'), undefined);
    const first = await ledger.claim(claimOf('q1', 600_000));
    assert.ok(first.kind === 'granted');
    assert.deepEqual(first.state, { spentMicro: 600_000, leftMicro: 400_000 });
    const again = await fileBudgetLedger(path, systemRandom).claim(claimOf('q1', 600_000));
    assert.deepEqual(again, first);
    const decisions = await Promise.all(
      ['q2', 'q3', 'q3', 'q4'].map((query) => ledger.claim(claimOf(query, 200_000))),
    );
    assert.deepEqual(
      decisions.map(({ kind }) => kind),
      ['granted', 'granted', 'granted', 'spent'],
    );
    assert.deepEqual(await ledger.left('c1'), { spentMicro: 1_000_000, leftMicro: 0 });
    assert.equal((await ledger.claim(claimOf('q5', 1))).kind, 'spent');
    assert.equal((await ledger.claim({ ...claimOf('q6', 1), contract: 'c2' })).kind, 'granted');
  }));

test('a name stands for one plan, a contract for one limit, a query for one set of rows at every party', () =>
  withLedger(async (path) => {
    const ledger = fileBudgetLedger(path, systemRandom);
    const claim = claimOf('q1', 1);
    await ledger.claim(claim);
    assert.deepEqual(await ledger.claim({ ...claim, plan: 'another' }), { kind: 'changed' });
    const richer = { ...limit, epsilonMicro: 9_000_000 };
    assert.deepEqual(await ledger.claim({ ...claimOf('q2', 1), limit: richer }), { kind: 'changed' });
    assert.equal(await ledger.bind(claim, { a: '01', b: '02' }), 'bound');
    assert.equal(await ledger.bind(claim, { a: '01', b: '02' }), 'bound');
    assert.equal(await ledger.bind(claim, { a: '01', b: '03' }), 'changed');
  }));

test('what a crash leaves of a line hides nothing; a damaged line is not passed over', () =>
  withLedger(async (path) => {
    await fileBudgetLedger(path, systemRandom).claim(claimOf('q1', 500_000));
    const whole = await readFile(path, 'utf8');
    for (let cut = 1; cut < whole.length - 1; cut++) {
      await writeFile(path, whole + whole.replace('q1', 'q9').slice(0, cut));
      const ledger = fileBudgetLedger(path, systemRandom);
      assert.equal((await ledger.left('c1'))!.spentMicro >= 500_000, true);
      assert.equal((await ledger.claim(claimOf('q2', 400_000))).kind, 'granted');
      assert.equal((await ledger.claim(claimOf('q3', 200_000))).kind, 'spent');
    }
    await writeFile(path, whole.replace('{', ''));
    await appendFile(path, '');
    await assert.rejects(fileBudgetLedger(path, systemRandom).left('c1'), { code: 'fusion.ledger_damaged' });
  }));

const spender = `
import { systemRandom } from '@finharbor/kernel';
import { fileBudgetLedger } from '${new URL('./ledger.ts', import.meta.url).href}';
const ledger = fileBudgetLedger(process.argv[1], systemRandom);
const limit = { epsilonMicro: 1_000_000, delta: 0 };
for (let i = 0; ; i++) {
  const query = process.argv[2] + '-' + i;
  const { kind } = await ledger.claim({ contract: 'c1', query, plan: query, cost: { epsilonMicro: 1, rhoMicro: 0 }, limit });
  if (kind === 'granted') process.stdout.write(query + '\\n');
}`;

test('a process killed while it claims: every claim it was granted is counted, none twice', () =>
  withLedger(async (path) => {
    const granted: string[] = [];
    for (const round of ['a', 'b', 'c']) {
      const child = spawn(
        process.execPath,
        ['--conditions=finharbor-source', '--input-type=module', '-e', spender, path, round],
        { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let text = '';
      for await (const chunk of child.stdout) {
        text += chunk;
        if (text.split('\n').length > 20) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      granted.push(...text.split('\n').slice(0, -1));
    }
    assert.ok(granted.length >= 60);
    const ledger = fileBudgetLedger(path, systemRandom);
    const before = (await ledger.left('c1'))!.spentMicro;
    assert.ok(before >= granted.length, `${before} counted of ${granted.length} granted`);
    for (const query of granted)
      assert.equal(
        (await ledger.claim({ ...claimOf(query, 1), plan: query, limit: { ...limit, delta: 0 } })).kind,
        'granted',
      );
    assert.equal((await ledger.left('c1'))!.spentMicro, before);
  }));

test('composition: pure costs add up, Gaussian ones need a delta, many small ones cost less together', () => {
  const pure = (epsilonMicro: number) => ({ epsilonMicro, rhoMicro: 0 });
  assert.equal(composed([pure(100_000), pure(250_000)], 0), 350_000);
  assert.equal(composed([], 1e-9), 0);
  assert.equal(composed([{ epsilonMicro: 0, rhoMicro: 1 }], 0), Number.POSITIVE_INFINITY);
  // rho = 0.1, delta = 1e-6: 0.1 + 2·sqrt(0.1·13.815510557964274) = 2.4507880…
  const gaussian = composed([{ epsilonMicro: 0, rhoMicro: 100_000 }], 1e-6);
  assert.ok(Math.abs(gaussian - 2_450_789) <= 1, `${gaussian}`);
  const many = Array.from({ length: 1_000 }, () => pure(10_000));
  // 1,000 times 0.01: 10 added up; as rho 0.05: 0.05 + 2·sqrt(0.05·20.723…) = 2.0858…
  assert.ok(composed(many, 1e-9) < 2_100_000);
  assert.equal(composed(many, 0), 10_000_000);
});
