import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How to start npm: the one that runs us, else the one on the path. */
export function npm(): readonly string[] {
  const script = process.env.npm_execpath;
  return script === undefined ? ['npm'] : [process.execPath, script];
}

/** Runs a command to its end; its standard output. Throws with everything it printed unless it ends with 0. */
export async function run(command: readonly string[], cwd: string): Promise<string> {
  const [program, ...args] = command;
  const child = spawn(program!, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`${command.join(' ')} ended with ${code}:\n${printed.stdout}${printed.stderr}`);
  return printed.stdout;
}
