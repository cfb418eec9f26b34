import assert from 'node:assert/strict';
import { intersectionResult } from '@finharbor/harbor/contract';
import { signInAll } from '../apps/cli/src/demo/people.ts';
import { testHarbor } from '../tests/harness/harbor.ts';
import { manyFirms } from '../tests/harness/many-firms.ts';
import { endedAt } from '../tests/harness/proposals.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { residentPeakMb } from './harness/processes.ts';

const rowsUnlessTold = 100_000;
const mostMs = 3_600_000;

/**
 * An approved intersection as a bank's analyst runs it: two nodes on their own databases, rows read from them and matches written back.
 * `seconds` from the order to the result, `mb` over the wire, `peak_mb` the larger node's memory over its whole life.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const rows = context.rows ?? rowsUnlessTold;
  const times = context.runs ?? 3;
  await using harbor = await testHarbor(100);
  const people = await signInAll(harbor.home, harbor.current().urls);
  const { proposal, common, loadedInMs } = await manyFirms(people, rows, times);
  context.note(`${rows} firms a side were loaded in ${(loadedInMs / 1000).toFixed(1)} s.`);
  let bytes = 0;
  const seconds = await context.measure({ name: `${rows} firms a side`, unit: 's' }, times, async () => {
    const startedMs = performance.now();
    const { body } = await people.analyst.postProposalJob({ params: { id: proposal } });
    const job = await endedAt(people.analyst, body.job, mostMs);
    const tookMs = performance.now() - startedMs;
    assert.equal(job.error, null);
    const result = intersectionResult.parse(job.result);
    assert.deepEqual([result.common, result.written], [common, common]);
    for (const { stage, ms } of result.stages) context.note(`  ${stage.padEnd(12)}${ms} ms`);
    bytes = result.stages.reduce((sum, stage) => sum + stage.bytesSent + stage.bytesReceived, 0);
    return tookMs / 1000;
  });
  const pids = harbor.current().supervisor.pids();
  const peak = Math.max(...['bank', 'tax'].map((party) => residentPeakMb(pids.get(party)!)));
  return { rows, seconds, mb: Math.round(bytes / 1e5) / 10, peak_mb: Math.round(peak) };
}
