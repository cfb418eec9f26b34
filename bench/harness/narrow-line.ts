import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Place } from './linked.ts';

/** Each direction of a line: its rate, and how long a packet is under way. */
export type Narrowness = { readonly mbit: number; readonly delayMs: number };

/** A line between two network namespaces; the namespaces are gone when it is disposed of. */
export type NarrowLine = AsyncDisposable & { readonly places: readonly [Place, Place] };

// Inner frames of 1500 bytes with VXLAN's 50 around them must not be cut into pieces.
const outerMtu = 1600;
const vxlanPort = 4789;
// 80 ms of a 100 Mbit line: a router's buffer; what does not fit is lost, as it would be there.
const buffer = '1mb';
const burst = '16kb';

/**
 * Two namespaces, each a machine of its own to the kernel's TCP, at the ends of a VXLAN tunnel. The rate is the kernel's (`tc tbf`); the
 * delay is a third namespace's process, which holds each packet: `tc netem` is not in every kernel. Needs root, iproute2, ethtool and VXLAN;
 * returns why there is no line where these are missing.
 */
export async function openNarrowLine(narrowness: Narrowness): Promise<NarrowLine | string> {
  const name = `fh${process.pid}`;
  const namespaces = ['a', 'b', 'line'].map((end) => `${name}-${end}`);
  const close = (): void => {
    for (const namespace of namespaces) ipQuietly('netns', 'del', namespace);
  };
  try {
    for (const namespace of namespaces) ip('netns', 'add', namespace);
    for (const end of [0, 1] as const) layCable(namespaces, end, narrowness.mbit);
    const relay = await startRelay(namespaces[2]!, narrowness.delayMs);
    return {
      places: [0, 1].map((end) => ({ host: inner(end), namespace: namespaces[end]! })) as [Place, Place],
      async [Symbol.asyncDispose]() {
        const ended = once(relay, 'exit');
        relay.kill('SIGKILL');
        await ended;
        close();
      },
    };
  } catch (error) {
    close();
    const { code, message, stderr } = error as NodeJS.ErrnoException & { readonly stderr?: Buffer };
    if (code === 'ENOENT') return 'iproute2 is not installed';
    return stderr === undefined ? message : stderr.toString().trim();
  }
}

// The addresses are seen in these namespaces only.
const inner = (end: number): string => `10.0.0.${end + 1}`;
const outer = (end: number): string => `10.0.${end + 1}.1`;
const relayAt = (end: number): string => `10.0.${end + 1}.2`;

function layCable(namespaces: readonly string[], end: 0 | 1, mbit: number): void {
  const [here, line] = [namespaces[end]!, namespaces[2]!];
  const cable = `cable${end}`;
  ip('-n', here, 'link', 'add', 'cable', 'mtu', `${outerMtu}`, 'type', 'veth', 'peer', cable, 'netns', line);
  ip('-n', line, 'link', 'set', cable, 'mtu', `${outerMtu}`);
  ip('-n', here, 'address', 'add', `${outer(end)}/30`, 'dev', 'cable');
  ip('-n', line, 'address', 'add', `${relayAt(end)}/30`, 'dev', cable);
  ip('-n', here, 'link', 'set', 'cable', 'up');
  ip('-n', line, 'link', 'set', cable, 'up');
  const tunnel = ['type', 'vxlan', 'id', '1', 'remote', relayAt(end), 'dstport', `${vxlanPort}`];
  ip('-n', here, 'link', 'add', 'narrow', 'mtu', '1500', ...tunnel);
  ip('-n', here, 'address', 'add', `${inner(end)}/30`, 'dev', 'narrow');
  // A checksum that is left to a network card would never be made: a program reads these packets on their way.
  ip('netns', 'exec', here, 'ethtool', '-K', 'narrow', 'tx', 'off');
  const rate = ['tbf', 'rate', `${mbit}mbit`, 'burst', burst, 'limit', buffer];
  run('tc', '-n', here, 'qdisc', 'add', 'dev', 'narrow', 'root', ...rate);
  ip('-n', here, 'link', 'set', 'narrow', 'up');
  ip('-n', here, 'link', 'set', 'lo', 'up');
}

async function startRelay(namespace: string, delayMs: number): Promise<ChildProcess> {
  const relay = fork(join(import.meta.dirname, 'narrow-line-relay.ts'), inNamespace(namespace));
  const ends = [0, 1].map((end) => ({ here: relayAt(end), there: outer(end) }));
  relay.send({ ends, port: vxlanPort, delayMs });
  const died = once(relay, 'exit').then(() => {
    throw new Error('the process that delays packets has ended');
  });
  await Promise.race([once(relay, 'message'), died]);
  died.catch(() => {});
  return relay;
}

/** How `fork` starts this same program in a network namespace; `ip` becomes it, so that its pid is the program's. */
export function inNamespace(namespace: string): { readonly execPath: string; readonly execArgv: string[] } {
  return {
    execPath: 'ip',
    execArgv: ['netns', 'exec', namespace, process.execPath, ...process.execArgv],
  };
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function ip(...args: readonly string[]): void {
  run('ip', ...args);
}

function ipQuietly(...args: readonly string[]): void {
  try {
    ip(...args);
  } catch {
    // It was never made.
  }
}
