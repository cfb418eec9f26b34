import { join } from 'node:path';
import type { SoakContext } from '../../tools/soak.ts';
import { scratchPostgres } from '../../tools/test/postgres.ts';
import { runTests } from '../harness/run-tests.ts';

const file = join(import.meta.dirname, '../../apps/server/src/ethics-random.db.test.ts');
/** So many at a time, each stretch with a database and a seed of its own: interests only grow, and in the end nobody is left to hear. */
const stretch = 20;

/** Random ethics reviews with interests that come up at any time: nobody with one is heard, an appeal is heard by others, no dissent is lost. */
export async function soak({ seed, seconds, log, signal }: SoakContext): Promise<void> {
  await using server = await scratchPostgres(signal);
  const endMs = performance.now() + seconds * 1_000;
  for (let next = seed; performance.now() < endMs && !signal.aborted; next++) {
    await runTests(file, {
      signal,
      env: {
        ...{ FINHARBOR_TEST_DATABASE_URL: server.url, ETHICS_SEED: String(next) },
        ETHICS_REVIEWS: String(stretch),
      },
    });
    log(`seed ${next}: ${stretch} reviews`);
  }
}
