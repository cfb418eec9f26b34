import assert from 'node:assert/strict';
import { sha256 } from '@finharbor/kernel';
import { demoTraining } from '@finharbor/server';
import { agree } from '../../apps/cli/src/demo/contracts.ts';
import { type People, signInAll } from '../../apps/cli/src/demo/people.ts';
import { until } from '../../apps/cli/src/demo/until.ts';
import type { SoakContext } from '../../tools/soak.ts';
import { testHarbor } from '../harness/harbor.ts';

const victims = ['tax', 'social', 'hub'] as const;
const longestLifeMs = 6_000;
/** As many as the contract of the demonstration allows. */
const mostRounds = 20;

/**
 * Trainings while a process is killed at a random moment of each: every job must end by itself, be run again to its end, and count as
 * one use however often it was run.
 */
export async function soak({ seed, seconds, log, signal }: SoakContext): Promise<void> {
  const random = seeded(seed);
  await using harbor = await testHarbor(3000);
  const people: People = await signInAll(harbor.home, harbor.current().urls);
  const { train } = await agree(people);
  const endMs = performance.now() + seconds * 1000;
  for (let round = 1; round <= mostRounds && performance.now() < endMs && !signal.aborted; round++) {
    const victim = victims[Math.floor(random() * victims.length)]!;
    const waitMs = Math.floor(random() * longestLifeMs);
    const { body } = await people.analyst.postTraining({ body: { contract: train, data: demoTraining } });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    process.kill(harbor.current().supervisor.pids().get(victim)!, 'SIGKILL');
    let attempts = 1;
    for (; (await ended(people, body.job)) !== 'done'; attempts++) {
      assert.ok(attempts < 6, `job ${body.job} does not come to its end`);
      await people.analyst.postAttempt({ params: { id: body.job } });
    }
    const { body: contract } = await people.analyst.getContract({ params: { id: train } });
    assert.equal(contract.usesMade, round);
    log(
      `round ${round}: ${victim} killed after ${waitMs} ms, ${attempts} attempt(s), ${contract.usesMade} uses`,
    );
  }
}

function ended(people: People, id: string): Promise<string> {
  return until(async () => {
    const { body } = await people.analyst.getJob({ params: { id } });
    return body.status === 'running' || body.status === 'waiting' ? undefined : body.status;
  }, 120_000);
}

/** Numbers in [0, 1) that follow from the seed: SHA-256 in counter mode. */
function seeded(seed: number): () => number {
  let count = 0;
  return () => new DataView(sha256(`${seed}:${count++}`).buffer).getUint32(0) / 2 ** 32;
}
