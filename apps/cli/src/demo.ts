import { parseArgs } from 'node:util';
import { fail } from '@finharbor/kernel';
import {
  environment,
  finishLottery,
  type Harbor,
  installationFile,
  readDemoPlace,
  setUpDemo,
  startHarbor,
} from '@finharbor/server';
import { progressOn } from './demo/progress.ts';
import { type Outcome, type Place, runMainJob } from './demo/run.ts';

/** The main job on the demonstration's harbor: the one that runs here, or one brought up for the occasion. */
export async function demo(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const progress = progressOn(process.stderr, false);
  const env = environment();
  const file = installationFile(env);
  if (file)
    fail(
      'demo.installation',
      `${file} makes this an installation of its own; the demonstration runs only without it.`,
    );
  const log = (line: string): void => progress.line(line);
  const running: Place | undefined = await readDemoPlace(env);
  let own: Harbor | undefined;
  try {
    if (!running) {
      progress.step('Bringing up a harbor · 启动');
      own = await startHarbor(env, log);
      await setUpDemo(own, log);
      await finishLottery(own);
    }
    const outcome = await runMainJob(running ?? own!, progress);
    process.stdout.write(`${table(outcome)}\n`);
    if (values.json)
      process.stdout.write(`${JSON.stringify({ bench: 'demo', figures: figures(outcome) })}\n`);
    return 0;
  } finally {
    await own?.stop();
  }
}

function table({ report, clear, rows, seconds, stages }: Outcome): string {
  const { alone, offices, joint } = report;
  const models = [
    ['bank alone', alone],
    ['offices alone', offices],
    ['joint, on shares', joint],
    ['joint, in the clear', clear],
  ] as const;
  const number = (value: number): string => value.toFixed(4).padStart(9);
  const lines = models.map(
    ([name, of]) =>
      `  ${name.padEnd(20)}${number(of.auc)}${number(of.ks)}${number(of.outOfTime.auc)}${number(of.outOfTime.ks)}`,
  );
  const sent = stages.reduce((sum, stage) => sum + stage.bytesSent + stage.bytesReceived, 0);
  return `
  ${rows} firms held by all three; 5 folds; out of time: 2004–05 → 2006
  ${''.padEnd(20)}      AUC       KS  AUC oot   KS oot
${lines.join('\n')}
  ${(sent / 1e6).toFixed(1)} MB over the bank's links in training; ${seconds.toFixed(1)} s for the whole job`;
}

function figures({ report, clear, rows, seconds }: Outcome): Record<string, number> {
  const round = (value: number): number => Math.round(value * 10_000) / 10_000;
  return {
    auc_bank: round(report.alone.auc),
    auc_offices: round(report.offices.auc),
    auc_joint: round(report.joint.auc),
    auc_clear: round(clear.auc),
    ks_bank: round(report.alone.ks),
    ks_joint: round(report.joint.ks),
    rows,
    seconds: Math.round(seconds * 10) / 10,
  };
}
