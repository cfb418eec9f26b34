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
/** Of the walk that looks for what leaks: after each, all that can be read is read by everybody from whom something is hidden, in two worlds. */
const leakSteps = 1_500;
const leaks = join(import.meta.dirname, '../../systems/casework/src/leaks/leaks.db.test.ts');
/** So many at a time, each stretch with a database and a seed of its own. */
const stretch = 5_000;
const procedures: readonly Procedure[] = [
  grant,
  parkRegistration,
  complaint,
  objection,
  ...sandboxProcedures,
];

/** Random people on random cases, 100,000 steps for each definition, against a small model of it; then what is hidden is looked for. Seeds count up from `seed`. */
export async function soak({ seed, log, signal }: SoakContext): Promise<void> {
  await using server = await scratchPostgres(signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
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
  if (signal.aborted) return;
  await runTests(leaks, { signal, env: { LEAK_STEPS: String(leakSteps), LEAK_SEED: String(seed) } });
}
