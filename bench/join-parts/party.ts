import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  fileSource,
  type IntersectionPlan,
  type Mesh,
  runIntersectionJob,
  sealUnder,
} from '@finharbor/fusion';
import { systemRandom } from '@finharbor/kernel';
import { asMember, type Effort, type Member, measured } from '../harness/linked-member.ts';

/** One job, as the benchmark tells both parties. */
export type Order = {
  readonly session: string;
  readonly plan: IntersectionPlan;
  readonly folder: string;
  /** The ending of tables and results. */
  readonly format: 'csv' | 'parquet';
};

/** What a party reports of it. */
export type Report = Effort & {
  readonly common: number;
  readonly written: number;
  readonly shards: number;
  /** All that stood in the job's folder in the end. */
  readonly diskBytes: number;
  /** When the table was read and when the shards were done, after the start. */
  readonly readMs: number;
  readonly intersectedMs: number;
};

const parties = ['bank', 'tax'];

async function work({ self, meet }: Member, { session, plan, folder, format }: Order): Promise<object> {
  const channels = await meet(session, parties);
  const [channel] = channels.values();
  const mesh: Mesh = { session, self, parties, channels, progress: () => {} };
  await channel!.send('ready', new Uint8Array(1));
  await channel!.receive('ready');
  const startMs = performance.now();
  const stages = { readMs: 0, intersectedMs: 0 };
  const at = (name: string): string => join(folder, `${self}${name}`);
  const [outcome, effort] = await measured(channels, () =>
    runIntersectionJob(mesh, {
      ...{ plan, folder: at('-job'), result: at(`-out.${format}`), random: systemRandom },
      source: fileSource({ path: at(`.${format}`), key: 'phone', columns: ['phone', 'amount'] }),
      seal: sealUnder(systemRandom.bytes(32), systemRandom),
      onProgress({ stage }) {
        const sinceMs = performance.now() - startMs;
        if (stage === 'intersect') stages.readMs ||= sinceMs;
        if (stage === 'write') stages.intersectedMs = sinceMs;
      },
    }),
  );
  if (outcome.kind !== 'finished') throw new Error(outcome.code);
  const { common = 0, written = 0, shards } = outcome;
  return { ...effort, ...stages, common, written, shards, diskBytes: sizeOf(at('-job')) } satisfies Report;
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

// A process that is busy for a while is not gone.
asMember(work, { silenceMs: 60_000, closeMs: 60_000 });
