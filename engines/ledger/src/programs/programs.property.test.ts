import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Attempt, escrows, exchanges, withHistory } from './testing/arbitrary.ts';
import { History } from './testing/history.ts';
import type { Program } from './value/program.ts';

const calm = { passedMs: 0, again: null, stale: 0, isLost: false } as const;

/** Does all that is tried, checks the books after each attempt, and lets the program end. */
async function ended(program: Program, attempts: readonly Attempt[]): Promise<History> {
  const history = await History.begin(program);
  if (program.kind === 'escrow') await history.attempt({ ...calm, event: { kind: 'fund', by: 'owner' } });
  for (const attempt of attempts) {
    await history.attempt(attempt);
    history.checkBooks();
  }
  await history.passTheEnd();
  history.checkGivenBack();
  await history.attempt({ ...calm, event: { kind: 'expire', by: 'eve' } });
  history.checkReplay();
  return history;
}

type Runs = { readonly numRuns: number; readonly seed?: number };

const runEscrows = async (parameters: Runs, met: (stage: string, payments: number) => void) =>
  fc.assert(
    fc.asyncProperty(withHistory(escrows), async ({ program, attempts }) => {
      const history = await ended(program, attempts);
      met(history.state.stage, history.checkEscrow(program));
    }),
    parameters,
  );
const runExchanges = async (parameters: Runs, met: (stage: string) => void) =>
  fc.assert(
    fc.asyncProperty(withHistory(exchanges), async ({ program, attempts }) => {
      const history = await ended(program, attempts);
      history.checkExchange(program);
      met(history.state.stage);
    }),
    parameters,
  );

test('an escrow pays what its rules say and no more, to whom they name, whatever is tried, repeated, lost or late', () =>
  runEscrows({ numRuns: 40 }, () => {}));

test('an exchange happens as a whole or not at all, whatever is tried, repeated, lost or late', () =>
  runExchanges({ numRuns: 40 }, () => {}));

test('a fixed lot of histories comes to every end there is', async () => {
  const stages = new Set<string>();
  let payments = 0;
  await runEscrows({ numRuns: 80, seed: 5 }, (stage, paid) => {
    stages.add(stage);
    payments += paid;
  });
  await runExchanges({ numRuns: 40, seed: 5 }, (stage) => stages.add(stage));
  assert.deepEqual([...stages].toSorted(), ['expired', 'held', 'open', 'refunded', 'settled', 'withdrawn']);
  assert.ok(payments >= 40, `${payments} payments`);
});
