import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { simulateMany } from '@finharbor/ledger/simulation';

const usage = `npm run simulate -- [--seed N] [--runs K] [--steps S] [--only 3,4,9]
Runs the ledger in a simulated world, K worlds from seed N on, S steps each; of one world perhaps only some steps.`;

type Arguments = {
  readonly seed: number;
  readonly runs: number;
  readonly steps: number;
  readonly only?: readonly number[];
};

function readArguments(): Arguments | undefined {
  const options = { seed: {}, runs: {}, steps: {}, only: {} } as const;
  const { values } = parseArgs({
    options: Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'string' }] as const)),
  });
  const numbers = (name: keyof typeof options, otherwise: number): readonly number[] =>
    String(values[name] ?? otherwise)
      .split(',')
      .map(Number);
  const [seed, runs, steps] = [
    numbers('seed', randomInt(2 ** 31)),
    numbers('runs', 1),
    numbers('steps', 300),
  ];
  const only = numbers('only', 0);
  const isWhole = (number: number | undefined): boolean => Number.isSafeInteger(number) && number! >= 0;
  if (![...seed, ...runs, ...steps, ...only].every(isWhole)) return undefined;
  return {
    ...{ seed: seed[0]!, runs: runs[0]!, steps: steps[0]! },
    ...(values.only !== undefined && { only }),
  };
}

async function main(): Promise<number> {
  const plan = readArguments();
  const say = (line: string): unknown => process.stdout.write(`${line}\n`);
  if (!plan) {
    say(usage);
    return 2;
  }
  const { seed, runs } = plan;
  const counts = await simulateMany({
    ...plan,
    from: seed,
    ran: (one, { kind }) => say(`seed ${one}: ${kind}`),
  });
  const sorted = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
  for (const [what, count] of sorted) say(`${String(count).padStart(9)}  ${what}`);
  say(`Every promise was kept by ${runs === 1 ? `seed ${seed}` : `seeds ${seed} to ${seed + runs - 1}`}.`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return 1;
});
