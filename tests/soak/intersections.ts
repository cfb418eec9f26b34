import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { intersectionResult } from '@finharbor/harbor/contract';
import { sha256 } from '@finharbor/kernel';
import { type People, signInAll } from '../../apps/cli/src/demo/people.ts';
import { until } from '../../apps/cli/src/demo/until.ts';
import type { SoakContext } from '../../tools/soak.ts';
import { testHarbor } from '../harness/harbor.ts';
import { type ManyFirms, manyFirms } from '../harness/many-firms.ts';
import { approvedBy, endedAt } from '../harness/proposals.ts';

const victims = ['bank', 'tax'] as const;
const rows = 50_000;
const longestLifeMs = 3_000;
const mostRounds = 100;

/**
 * Approved intersections, of rows and of a sum, while one of the two nodes is killed at a random moment of each: by itself or run again,
 * every one comes to its end with exactly the firms in common or their sum, as one use, and leaves nothing in the nodes' folders.
 */
export async function soak({ seed, seconds, log, signal }: SoakContext): Promise<void> {
  const random = seeded(seed);
  await using harbor = await testHarbor(100);
  const people: People = await signInAll(harbor.home, harbor.current().urls);
  const firms = await manyFirms(people, rows, mostRounds);
  const { proposal, contract, common } = firms;
  const summed = await sumOf(people, firms);
  const endMs = performance.now() + seconds * 1000;
  for (let round = 1; round <= mostRounds && performance.now() < endMs && !signal.aborted; round++) {
    const victim = victims[Math.floor(random() * victims.length)]!;
    const waitMs = Math.floor(random() * longestLifeMs);
    const isSum = random() < 0.5;
    const { body } = await people.analyst.postProposalJob({ params: { id: isSum ? summed : proposal } });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    process.kill(harbor.current().supervisor.pids().get(victim)!, 'SIGKILL');
    const { attempts, by } = await broughtToItsEnd(people, body.job);
    const { body: agreed } = await people.analyst.getContract({ params: { id: contract } });
    assert.equal(agreed.usesMade, round);
    const { body: done } = await people.analyst.getJob({ params: { id: body.job } });
    const result = intersectionResult.parse(done.result);
    assert.deepEqual(
      [result.common, result.written, result.sum?.total],
      isSum ? [common, null, firms.total] : [common, common, undefined],
    );
    const [{ n } = { n: 0 }] = await harbor.sql(
      'bank',
      'select count(*)::int as n from job_row where job_id = $1',
      [body.job],
    );
    assert.equal(n, isSum ? 0 : common);
    await endedAt(people.taxSteward, body.job, 120_000);
    for (const party of victims)
      await until(async () =>
        readdirSync(join(harbor.home, party, 'jobs')).length === 0 ? true : undefined,
      );
    log(
      `round ${round}: ${isSum ? 'sum' : 'rows'}, ${victim} killed after ${waitMs} ms, attempt ${attempts}, ${by}`,
    );
  }
}

/** A sum over the same firms, proposed and approved. */
function sumOf(people: People, { contract, own }: ManyFirms): Promise<string> {
  return approvedBy(people, ['tax'], {
    kind: 'intersect',
    contract,
    title: { en: 'A sum over many firms', zh: '大量企业的汇总' },
    product: own,
    operation: {
      kind: 'sum',
      to: 'consumer',
      column: { party: 'tax', field: 'Amount', max: rows, decimals: 0 },
      edges: [],
      atLeast: 20,
    },
  });
}

/** The consumer's node goes on by itself; where it has given up, somebody runs the job again. */
async function broughtToItsEnd(
  people: People,
  id: string,
): Promise<{ readonly attempts: number; readonly by: string }> {
  let by = 'by itself';
  for (let looks = 0; looks < 60; looks++) {
    const job = await endedAt(await reachable(people), id, 120_000);
    if (job.status === 'done') return { attempts: job.attempt, by };
    if (looks === 40) {
      by = 'by hand';
      await people.analyst.postAttempt({ params: { id } });
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return assert.fail(`job ${id} does not come to its end`);
}

/** A node that was killed answers again once its supervisor has started it. */
async function reachable({ analyst }: People): Promise<People['analyst']> {
  for (let tries = 0; tries < 60; tries++) {
    try {
      await analyst.listPeers({});
      return analyst;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  return assert.fail('the bank does not come back');
}

/** Numbers in [0, 1) that follow from the seed: SHA-256 in counter mode. */
function seeded(seed: number): () => number {
  let count = 0;
  return () => new DataView(sha256(`${seed}:${count++}`).buffer).getUint32(0) / 2 ** 32;
}
