import { join } from 'node:path';
import type { Procedure } from '@finharbor/cases';
import { grant, walk } from '@finharbor/cases/testing';
import { parkRegistration } from '@finharbor/cluster';
import { complaint, objection } from '@finharbor/community';
import { sandboxProcedures } from '@finharbor/sandbox';
import type { SoakContext } from '../../tools/soak.ts';
import { scratchPostgres } from '../../tools/test/postgres.ts';
import { runTests } from '../harness/run-tests.ts';

const stepsEach = 100_000;
/**
 * Walks that look for what leaks, each from a seed of its own: after each step all that can be read is read by everybody from whom
 * something is hidden, in two worlds. Each says how many of its cases came to their ends.
 */
const leakWalks = 10;
const leakSteps = 80;
const leakTest = join(import.meta.dirname, '../../systems/casework/src/leaks/leaks.db.test.ts');
/** So many at a time, each stretch with a database and a seed of its own. */
const stretch = 5_000;
const procedures: readonly Procedure[] = [
  grant,
  parkRegistration,
  complaint,
  objection,
  ...sandboxProcedures,
];

/**
 * Random people on random cases, 100,000 steps for each definition, against a small model of it (part `model`); then what is hidden is
 * looked for (part `leaks`). Seeds count up from `seed`.
 */
export async function soak(context: SoakContext): Promise<void> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  const parts = Object.entries({ model, leaks });
  const wanted = parts.filter(([name]) => context.part === undefined || context.part === name);
  if (wanted.length === 0) throw new Error(`Parts: ${parts.map(([name]) => name).join(', ')}.`);
  for (const [, run] of wanted) await run(context);
}

async function model({ seed, log, signal }: SoakContext): Promise<void> {
  for (const procedure of procedures) {
    const total = { steps: 0, refused: 0, cases: 0, ended: 0 };
    for (let next = seed; total.steps < stepsEach && !signal.aborted; next++) {
      const steps = Math.min(stretch, stepsEach - total.steps);
      const walked = await walk(procedure, { steps, seed: next, signal });
      for (const name of ['steps', 'refused', 'cases', 'ended'] as const) total[name] += walked[name];
    }
    log(
      `${procedure.name}: ${total.steps} steps on ${total.cases} cases, ${total.refused} refused, ${total.ended} ended, as the model says`,
    );
  }
}

async function leaks({ seed, signal }: SoakContext): Promise<void> {
  for (let nth = 0; nth < leakWalks && !signal.aborted; nth++)
    await runTests(leakTest, {
      signal,
      env: { LEAK_STEPS: String(leakSteps), LEAK_SEED: String(seed + nth) },
    });
}
