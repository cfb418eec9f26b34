import { spawnSync } from 'node:child_process';
import { type BoostingPlan, type BoostingRows, boostingRowHeldOut } from '@finharbor/fusion';
import type { BenchContext } from '../harness/context.ts';

// Bins as one byte a value, column after column; then outcomes, then which rows are held out.
const program = `
import json, sys
import numpy as np
import xgboost
of = json.loads(sys.stdin.buffer.readline())
data = np.frombuffer(sys.stdin.buffer.read(), dtype=np.uint8).reshape(-1, of['rows'])
x, y, held = data[:-2].T.astype(np.float32), data[-2], data[-1] == 1
settings = dict(objective='binary:logistic', tree_method='hist', nthread=1, min_child_weight=0, **of['settings'])
model = xgboost.train(settings, xgboost.DMatrix(x[~held], label=y[~held]), of['trees'])
scores = model.predict(xgboost.DMatrix(x), output_margin=True)
sys.stdout.buffer.write(scores.astype(np.float32).tobytes())
`;

/** XGBoost's scores of all rows under the same plan, or undefined where `python3` (or `XGBOOST_PYTHON`) does not have it. */
export function peerScores(
  context: BenchContext,
  plan: BoostingPlan,
  rows: ReadonlyMap<string, BoostingRows>,
): Float32Array | undefined {
  const python = process.env.XGBOOST_PYTHON ?? 'python3';
  const { outcome, count } = rows.get(plan.labelHolder)!;
  const settings = {
    max_depth: plan.depth,
    eta: plan.learningRate,
    lambda: plan.ridge,
    base_score: 1 / (1 + Math.exp(-plan.baseLogit)),
  };
  const head = JSON.stringify({ rows: count, trees: plan.trees, settings });
  const held = Uint8Array.from({ length: count }, (_, row) => Number(boostingRowHeldOut(plan, row)));
  const columns = [...rows.values()].flatMap(({ features }) => features.map(({ bin }) => bin));
  const input = Buffer.concat([Buffer.from(`${head}\n`), ...columns, outcome!, held]);
  const { status, stdout } = spawnSync(python, ['-c', program], { input, maxBuffer: 2 ** 28 });
  if (status === 0)
    return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + count * 4));
  context.note(
    'XGBoost is not compared: `python3 -c "import xgboost"` fails. Set XGBOOST_PYTHON to one where it works.',
  );
  return undefined;
}
