import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pain001, writeMessage } from '@finharbor/iso20022';
import { npm, run as runCommand } from '../tools/build/run.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { payments } from './iso20022-parts/payments.ts';
import type { Reading } from './iso20022-parts/reader.ts';

const defaultRuns = 5;
const defaultRows = 100_000;
const library = 'fast-xml-parser@5.12.1';

/**
 * A pain.001 of 100,000 payments in groups of 10,000, on disk: `write_s` to write it, `read_s` and `read_peak_mb` to read, check and
 * add it up, each in a process of its own. `peer_s` and `peer_peak_mb`: fast-xml-parser 5.12.1 reading the whole, which checks
 * nothing; `peer_over_ours` and `peer_mb_over_ours` are how many times as much it takes. Both must find the same sum.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  try {
    const file = join(folder, 'payments.xml');
    const rows = context.rows ?? defaultRows;
    const runs = context.runs ?? defaultRuns;
    const write_s = await context.measure({ name: 'write_s', unit: 's' }, runs, () => write(file, rows));
    const size_mb = statSync(file).size / 1e6;
    context.note(`${rows} payments, ${size_mb.toFixed(1)} MB`);
    const ours = await readings(context, { name: 'ours', runs, arguments: [file] });
    const peer = join(folder, 'peer');
    mkdirSync(peer);
    writeFileSync(join(peer, 'package.json'), '{"private":true}');
    await runCommand([...npm(), 'install', '--ignore-scripts', '--no-audit', '--no-fund', library], peer);
    const theirs = await readings(context, { name: 'peer', runs, arguments: [file, peer] });
    if (theirs.found !== ours.found || !ours.found.startsWith(`${rows} `))
      throw new Error(`Found ${ours.found}, the peer ${theirs.found}.`);
    return {
      ...{ write_s, read_s: ours.seconds, read_peak_mb: ours.peakMb },
      ...{ peer_s: theirs.seconds, peer_peak_mb: theirs.peakMb },
      peer_over_ours: Math.round((theirs.seconds / ours.seconds) * 10) / 10,
      peer_mb_over_ours: Math.round((theirs.peakMb / ours.peakMb) * 10) / 10,
      size_mb: Math.round(size_mb * 10) / 10,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function write(file: string, rows: number): Promise<number> {
  const startedMs = performance.now();
  await pipeline(Readable.from(writeMessage(pain001, payments(rows))), createWriteStream(file));
  return (performance.now() - startedMs) / 1000;
}

async function readings(
  context: BenchContext,
  of: { readonly name: string; readonly runs: number; readonly arguments: readonly string[] },
): Promise<{ readonly seconds: number; readonly peakMb: number; readonly found: string }> {
  const program = join(context.root, 'bench', 'iso20022-parts', 'reader.ts');
  let peakMb = 0;
  let found = '';
  const seconds = await context.measure({ name: `read, ${of.name}`, unit: 's' }, of.runs, async () => {
    const child = fork(program, of.arguments, { execArgv: process.execArgv, signal: context.signal });
    const [reading] = (await Promise.race([once(child, 'message'), endedEarly(child)])) as [Reading];
    peakMb = Math.max(peakMb, reading.peakMb);
    found = `${reading.payments} payments, ${reading.fen} fen`;
    if (child.exitCode === null) await once(child, 'exit');
    return reading.seconds;
  });
  context.note(`${of.name}: ${found}, ${peakMb.toFixed(0)} MB at most`);
  return { seconds, peakMb: Math.round(peakMb), found };
}

async function endedEarly(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`The reader ended early (exit code ${code}).`);
}
