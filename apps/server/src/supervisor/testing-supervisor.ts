import { join } from 'node:path';
import { createSupervisor } from './supervise.ts';
import { untilStopped } from './until-stopped.ts';

// Runs a child for each mode given and says their addresses; to be signalled and killed.
const [logDirectory = '', ...modes] = process.argv.slice(2);
const log = (line: string): void => void process.stdout.write(`${line}\n`);
const supervisor = createSupervisor({ log, logDirectory });
const ended = untilStopped({ log, stop: () => supervisor.stop(), kill: () => supervisor.kill() });
const children: { readonly url: string; readonly pid: number }[] = [];
for (const [place, mode] of modes.entries()) {
  const name = `${mode}${place}`;
  const { url } = await supervisor.start({
    name,
    entry: join(import.meta.dirname, 'testing-child.ts'),
    args: [mode],
    env: {},
  });
  children.push({ url, pid: supervisor.pids().get(name)! });
}
process.send!(children);
log(`ended by ${await ended}`);
process.exit(0);
