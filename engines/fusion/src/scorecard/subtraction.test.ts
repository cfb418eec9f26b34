import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrainingPlan } from './plan.ts';
import type { TrainingReport } from './report.ts';
import type { PartyRows } from './rows.ts';
import { partyOptions, smallRows, together } from './testing.ts';
import { trainParty } from './train.ts';

const g = 5;
const count = 240;

async function train(plan: TrainingPlan, rows: ReadonlyMap<string, PartyRows>): Promise<TrainingReport> {
  const out = await together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
  );
  return out.get('bank')!.report!;
}

/** Every count a report holds about the offices. */
const countsOf = (report: TrainingReport): number[] => [
  ...report.counts.flatMap(({ bad, good, all }) => [...bad, ...good, ...all]),
  ...[report.roc.joint, report.roc.offices].flat().flatMap(({ bad, good }) => [bad, good]),
];

function without(rows: ReadonlyMap<string, PartyRows>, firm: number): ReadonlyMap<string, PartyRows> {
  const drop = (column: Uint8Array): Uint8Array => column.filter((_, row) => row !== firm);
  return new Map(
    [...rows].map(([party, { features, outcome }]) => [
      party,
      {
        count: count - 1,
        features: features.map((feature) => ({ ...feature, bin: drop(feature.bin) })),
        ...(outcome && {
          outcome: { label: drop(outcome.label), fold: drop(outcome.fold), period: drop(outcome.period) },
        }),
      },
    ]),
  );
}

test('subtracting any two opened counts, within a job or across jobs that differ in one firm, gives 0 or at least g', async () => {
  const { plan, rows } = smallRows({ count, smallestGroup: g, leadSteps: 1, steps: 1 });
  const reports = [await train(plan, rows)];
  for (const firm of [0, 17, 239]) reports.push(await train(plan, without(rows, firm)));
  const counts = new Set(reports.flatMap(countsOf));
  assert.ok(counts.size > 10, 'the attack has something to work on');
  for (const a of counts) {
    assert.ok(a === 0 || a >= g, `an opened count of ${a}`);
    for (const b of counts) assert.ok(a === b || Math.abs(a - b) >= g, `${a} − ${b}`);
  }
  // A fold taken from the whole: what is left out is a cell too.
  for (const { counts: sets } of reports)
    for (const set of sets)
      for (const [bin, all] of sets.at(-1)!.bad.entries())
        assert.ok(all === set.bad[bin]! || Math.abs(all - set.bad[bin]!) >= g);
});
