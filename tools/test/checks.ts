import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A step of `npm test` that is one command: it passes when the command ends with 0. */
export type Check = { readonly name: string; readonly title: string; readonly command: readonly string[] };

/** What became of a check: all that it printed, and the first failure in it. */
export type CheckResult = { readonly passed: boolean; readonly output: string; readonly seconds: number };

/** Where a check runs. */
export type Surroundings = {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
};

const source = '--conditions=finharbor-source';

/** The steps before the tests, in order. Commands are relative to the root and run on this very Node. */
export const checks: readonly Check[] = [
  { name: 'build', title: 'Build of console and server', command: [source, 'tools/fresh.ts'] },
  {
    name: 'types',
    title: 'Types (tsc)',
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--pretty', 'false'],
  },
  {
    name: 'web-types',
    title: 'Types of what runs in the browser (tsc)',
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json', '--pretty', 'false'],
  },
  {
    name: 'lint',
    title: 'Lint and format (biome)',
    command: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--max-diagnostics=200', '.'],
  },
  { name: 'house', title: 'House rules (tidy)', command: [source, 'tools/tidy.ts'] },
  { name: 'dead', title: 'Dead code (knip)', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { name: 'db-types', title: 'Database types', command: [source, 'tools/db-types.ts', '--check'] },
];

/** Runs one check to its end and keeps what it printed. */
export async function runCheck(check: Check, { root, env, signal }: Surroundings): Promise<CheckResult> {
  const startedMs = performance.now();
  const [first, ...rest] = check.command;
  const child = spawn(
    process.execPath,
    first === source ? [source, ...rest] : [join(root, first!), ...rest],
    {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  child.on('error', (error) => {
    output += `${error.message}\n`;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { passed: code === 0, output, seconds: (performance.now() - startedMs) / 1000 };
}
