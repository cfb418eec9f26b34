import { canonicalJson, fail, sha256 } from '@finharbor/kernel';
import { planDigest } from '../scorecard/plan.ts';
import type { Seal } from '../shards/seal.ts';
import { sealedFolder } from '../shards/sealed-folder.ts';
import type { Forest } from './boosting.ts';
import { type Extent, type ForestShares, forestOf, sharesOf } from './forest.ts';
import type { BoostingLayout } from './layout.ts';
import type { BoostingPlan } from './plan.ts';
import type { BoostingRows } from './rows.ts';

/** Where a party keeps its trees while they grow, so that another session can go on with them. */
export type ResumeOptions = {
  /** Names the whole of all sessions that go on with each other; the model's id. All parties name the same. */
  readonly job: string;
  /** A folder of this job's own, the same after a restart; the caller's to remove once every party has its result. */
  readonly folder: string;
  /** Encrypts what stands in it. */
  readonly seal: Seal;
};

/** Names a party's shares of a forest: they fit those that the same session made at the others. */
export type Checkpoint = Extent & { readonly step: number; readonly made: string };

/** What a party has kept of one job. Errors: `fusion.job_sealed`, `fusion.source_changed`. */
export type Checkpoints = {
  /** The latest, and the one before, which a party that was killed may not have got beyond. */
  readonly known: () => Promise<readonly Checkpoint[]>;
  readonly load: (checkpoint: Checkpoint, layout: BoostingLayout) => Promise<Forest>;
  /** Forgets all that came after; from there on `keep` counts. */
  readonly goOnFrom: (checkpoint: Checkpoint | undefined) => Promise<void>;
  /** Whole and durable when it resolves. */
  readonly keep: (forest: Forest) => Promise<void>;
};

type Kept = { readonly rows: string; readonly shares: ForestShares };

const fileName = /^(\d{3})-(\d{2})-([01])-([0-9a-f]{64})$/;

/** Opens what a party has kept; `session` is the one that goes on. */
export async function checkpoints(
  { job, folder, seal }: ResumeOptions,
  of: { readonly plan: BoostingPlan; readonly rows: BoostingRows; readonly session: string },
): Promise<Checkpoints> {
  const { plan } = of;
  const files = await sealedFolder(folder, seal, `${hex(planDigest(plan, job))}/trees`);
  const [rows, made] = [digestOf(of.rows), hex(sha256(of.session))];
  let step = 0;
  const known = async (): Promise<Checkpoint[]> =>
    (await files.names()).flatMap((name) => checkpointNamed(name)).toSorted((a, b) => b.step - a.step);
  const forget = async (isStale: (checkpoint: Checkpoint) => boolean): Promise<void> => {
    for (const one of await known()) if (isStale(one)) await files.remove(nameOf(one));
  };
  return {
    known,
    async load(checkpoint, layout) {
      const plain = await files.read(nameOf(checkpoint));
      const kept = JSON.parse(Buffer.from(plain!).toString()) as Kept;
      if (kept.rows !== rows)
        fail('fusion.source_changed', 'The rows are not those that the trees so far were grown on.');
      return forestOf({ plan, layout }, checkpoint, kept.shares);
    },
    async goOnFrom(checkpoint) {
      step = checkpoint?.step ?? 0;
      await forget((one) => one.step > step);
    },
    async keep(forest) {
      step++;
      const name = nameOf({ step, made, trees: forest.trees.length, ended: forest.ended });
      const kept: Kept = { rows, shares: sharesOf(forest) };
      await files.write(name, Buffer.from(JSON.stringify(kept)));
      await forget((one) => one.step < step - 1);
    },
  };
}

function nameOf({ step, trees, ended, made }: Checkpoint): string {
  return `${pad(step, 3)}-${pad(trees, 2)}-${Number(ended)}-${made}`;
}

function checkpointNamed(name: string): Checkpoint[] {
  const [, step, trees, ended, made] = fileName.exec(name) ?? [];
  return made === undefined ? [] : [{ step: Number(step), trees: Number(trees), ended: ended === '1', made }];
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}

function digestOf({ count, features, outcome }: BoostingRows): string {
  const named = features.map(({ feature, bins }) => ({ feature, bins }));
  const columns = features.map(({ bin }) => bin);
  return hex(sha256(canonicalJson({ count, features: named }), ...columns, outcome ?? new Uint8Array(0)));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
