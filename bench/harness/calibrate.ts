import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { median, numberText } from './context.ts';

/** How fast a machine is at what the benchmarks lean on. */
export type Calibration = {
  readonly sha256_mb_s: number;
  readonly fdatasync_p50_ms: number;
  readonly memcpy_gb_s: number;
};

type Base = { readonly machine: string; readonly figures: Calibration };

const tolerance = 0.15;
const rounds = 5;

/** Measures this machine, in about two seconds: medians of five rounds, so a neighbour's burst does not count. */
export function calibrate(): Calibration {
  return {
    sha256_mb_s: medianOf(hashRate),
    fdatasync_p50_ms: medianOf(syncTime),
    memcpy_gb_s: medianOf(copyRate),
  };
}

/** One line per figure of this machine against the base; says when there is none. */
export function compareWithBase(now: Calibration, basePath: string): readonly string[] {
  const base = readBase(basePath);
  const names = {
    sha256_mb_s: 'SHA-256, 64 KiB blocks, MB/s',
    fdatasync_p50_ms: 'fdatasync of 8 KiB, p50 ms',
    memcpy_gb_s: 'memory copy, GB/s',
  } as const;
  const lines = Object.entries(names).map(([key, name]) => {
    const name_ = key as keyof Calibration;
    return `  ${name.padEnd(32)}${numberText(now[name_]).padStart(10)}${base ? verdict(name_, now, base.figures) : ''}`;
  });
  const head = base
    ? `This machine against the base (${base.machine}):`
    : 'This machine (no docs/bench-base.json to compare with):';
  return [head, ...lines];
}

/** Makes this machine the base. */
export function writeBase(now: Calibration, basePath: string): void {
  const rounded = Object.entries(now).map(([name, value]) => [name, Number(value.toPrecision(4))]);
  const base = { machine: describeMachine(), figures: Object.fromEntries(rounded) };
  writeFileSync(basePath, `${JSON.stringify(base, undefined, 2)}\n`);
}

function verdict(name: keyof Calibration, now: Calibration, base: Calibration): string {
  const faster = name === 'fdatasync_p50_ms' ? base[name] / now[name] : now[name] / base[name];
  const within = Math.abs(faster - 1) <= tolerance;
  return within ? '  within 15 %' : `  ${numberText(faster)} times as fast as the base`;
}

function readBase(path: string): Base | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Base) : undefined;
}

function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${availableParallelism()} cores, ${gib} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

function medianOf(measure: () => number): number {
  return median(Array.from({ length: rounds }, measure));
}

function hashRate(): number {
  const block = Buffer.alloc(64 * 1024, 0x5a);
  const blocks = 800;
  const startMs = performance.now();
  for (let done = 0; done < blocks; done++) createHash('sha256').update(block).digest();
  return (blocks * block.length) / 1e6 / seconds(startMs);
}

function copyRate(): number {
  const source = Buffer.alloc(64 * 2 ** 20, 1);
  // Filled first, so that fetching fresh pages from the system is not counted as copying.
  const target = Buffer.alloc(source.length, 2);
  const copies = 8;
  const startMs = performance.now();
  for (let done = 0; done < copies; done++) source.copy(target);
  return (copies * source.length) / 1e9 / seconds(startMs);
}

function syncTime(): number {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  const descriptor = openSync(join(folder, 'log'), 'a');
  try {
    const page = Buffer.alloc(8 * 1024, 1);
    return median(
      Array.from({ length: 100 }, () => {
        const startMs = performance.now();
        writeSync(descriptor, page);
        fdatasyncSync(descriptor);
        return performance.now() - startMs;
      }),
    );
  } finally {
    closeSync(descriptor);
    rmSync(folder, { recursive: true });
  }
}

function seconds(sinceMs: number): number {
  return (performance.now() - sinceMs) / 1000;
}
