import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What else a file of tests runs with. */
export type TestSettings = { readonly signal: AbortSignal; readonly env?: Readonly<Record<string, string>> };

/** Runs one file of tests to its end, in sight. Throws where one failed. */
export async function runTests(file: string, { signal, env = {} }: TestSettings): Promise<void> {
  const tests = spawn(process.execPath, ['--conditions=finharbor-source', '--test', file], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    signal,
  });
  const [code] = (await once(tests, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${file} failed.`);
}
