import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@finharbor/kernel/testing';
import type { BenchContext, Figures } from './harness/context.ts';
import type { Order, Report } from './interconnection-parts/party.ts';

const defaultRuns = 3;
const count = 10_000;
const variable = 'FINHARBOR_INTERCONNECTION_PEER';

/**
 * ECDH-PSI of secretflow/interconnection, 10^4 identifiers a side, both learn the result, both results checked: two processes of ours on
 * loopback, and ours in either rank against a real peer where `FINHARBOR_INTERCONNECTION_PEER` names a program that takes the flags of the
 * project's `ic_main` and speaks gRPC. Times are from the connection to the result, at our end.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  const peer = process.env[variable];
  try {
    const ours = await timed(context, { name: 'ours and ours', folder, peer, who: ['ours', 'ours'] });
    if (peer === undefined) {
      context.note(`No other implementation was tested: ${variable} names no program.`);
      return { ours_10k_s: ours };
    }
    const asked = await timed(context, {
      name: 'ours, asked by the peer',
      folder,
      peer,
      who: ['ours', 'peer'],
    });
    const asking = await timed(context, {
      name: 'ours, asking the peer',
      folder,
      peer,
      who: ['peer', 'ours'],
    });
    return { ours_10k_s: ours, asked_by_peer_10k_s: asked, asking_peer_10k_s: asking };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Pair = {
  readonly name: string;
  readonly folder: string;
  readonly peer: string | undefined;
  /** By rank. */
  readonly who: readonly ['ours' | 'peer', 'ours' | 'peer'];
};

function timed(context: BenchContext, pair: Pair): Promise<number> {
  return context.measure({ name: pair.name, unit: 's' }, context.runs ?? defaultRuns, async () => {
    const parties = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`] as const;
    const times = await Promise.all(
      ([0, 1] as const).map((rank) => {
        const end = { rank, parties, folder: pair.folder };
        return pair.who[rank] === 'ours' ? ours(context, end) : others(context, pair.peer!, end);
      }),
    );
    return Math.max(...times) / 1000;
  });
}

type End = {
  readonly rank: 0 | 1;
  readonly parties: readonly [string, string];
  readonly folder: string;
};

/** The second half of rank 0's is the first half of rank 1's. */
function identifiers(rank: number): string[] {
  return Array.from({ length: count }, (_, k) => `13${100_000_000 + (rank * count) / 2 + k}`);
}

const common = new Set(identifiers(0)).intersection(new Set(identifiers(1)));

function check(found: readonly (string | undefined)[], whose: string): void {
  const isRight = found.length === common.size && found.every((id) => common.has(id ?? ''));
  if (!isRight) throw new Error(`${whose} found ${found.length} identifiers, other than both have.`);
}

async function ours({ signal }: BenchContext, { rank, parties }: End): Promise<number> {
  const program = join(import.meta.dirname, 'interconnection-parts', 'party.ts');
  const child = fork(program, { execArgv: process.execArgv, signal, killSignal: 'SIGKILL' });
  const ids = identifiers(rank);
  child.send({ rank, parties, ids } satisfies Order);
  const died = once(child, 'exit').then(() => {
    throw new Error('A party of ours has ended.');
  });
  const [{ rows, ms }] = (await Promise.race([once(child, 'message'), died])) as [Report];
  died.catch(() => {});
  check(
    rows.map((row) => ids[row]),
    'Ours',
  );
  return ms;
}

/** The peer's own time is not taken: it is over when ours is. */
async function others(
  { signal }: BenchContext,
  peer: string,
  { rank, parties, folder }: End,
): Promise<number> {
  const [from, to] = ['in', 'out'].map((kind) => join(folder, `${kind}-${rank}.csv`)) as [string, string];
  writeFileSync(from, ['id', ...identifiers(rank), ''].join('\n'));
  const flags = [`-rank=${rank}`, `-parties=${parties.join(',')}`, `-in_path=${from}`, `-out_path=${to}`];
  const fixed = ['-algo=ECDH_PSI', '-protocol_families=ECC', '-field_names=id'];
  await promisify(execFile)(peer, [...fixed, ...flags], { signal, maxBuffer: 1 << 26 });
  check(readFileSync(to, 'utf8').trim().split('\n').slice(1), 'The peer');
  return 0;
}
