import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fileLookupLedger,
  type LookUpOutcome,
  type LookupChange,
  type LookupRow,
  lookUp,
  type Mesh,
  prepareLookupTable,
  serveLookup,
  updateLookupTable,
} from '@finharbor/fusion';
import { sampler, seededRandom } from '@finharbor/fusion/testing';
import { generateSigningKey, systemClock, systemRandom } from '@finharbor/kernel';
import { memoryChannels } from '@finharbor/link';
import type { SoakContext } from '../../tools/soak.ts';

const mostRows = 2 ** 17;
const versions = 4;
const asked = 1_000;

type Below = (limit: number) => number;

/**
 * Random tables, log-uniform up to 2^17 rows, with labels or without, each updated three times; after each version a query is
 * compared with a map. As many tables as there is time for.
 */
export async function soak({ seed, seconds, log, signal }: SoakContext): Promise<void> {
  const below = sampler(seededRandom(seed));
  const endMs = performance.now() + seconds * 1000;
  let done = 0;
  for (; performance.now() < endMs && !signal.aborted; done++) {
    const folder = await mkdtemp(join(tmpdir(), 'finharbor-soak-'));
    try {
      const rows = await checkTable(folder, below);
      log(`table ${done}: ${rows} rows`);
    } catch (error) {
      throw new Error(`table ${done} of seed ${seed}`, { cause: error });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  log(`${done} tables agreed with their maps`);
}

async function checkTable(folder: string, below: Below): Promise<number> {
  const size = Math.floor(2 ** ((below(1001) / 1000) * Math.log2(mostRows)));
  const labelBytes = below(2) === 0 ? 0 : below(40);
  const signingKey = generateSigningKey();
  const common = { folder: join(folder, 'holder'), signingKey, workers: 2, random: systemRandom };
  const truth = new Map<string, string>();
  for (let version = 1; version <= versions; version++) {
    const count = version === 1 ? size : below(Math.ceil(size / 4));
    const changes = Array.from({ length: count }, () => changeOf(below, { size, labelBytes, version }));
    // Of several words about one identifier the first counts.
    for (const change of changes.toReversed())
      if ('removed' in change) truth.delete(change.id);
      else truth.set(change.id, Buffer.from(change.label!).toString());
    const step = { ...common, version };
    const rows = (): readonly LookupRow[] => changes.filter((change) => !('removed' in change));
    if (version > 1) await updateLookupTable({ ...step, changes: () => changes });
    else await prepareLookupTable({ ...step, table: 'soak', holder: 'h', labelBytes, rows });
    const ids = [...new Set(Array.from({ length: asked }, () => identifier(below(2 * size))))];
    const outcome = await ask(folder, { ids, version, holderKey: signingKey.publicKey });
    assert.ok(outcome.kind === 'answered');
    const got = outcome.matches.map(({ row, label }) => [ids[row], Buffer.from(label).toString()]);
    const want = ids.flatMap((id) => (truth.has(id) ? [[id, truth.get(id)!]] : []));
    assert.deepEqual(got, want);
  }
  return size;
}

type Terms = { readonly size: number; readonly labelBytes: number; readonly version: number };

function changeOf(below: Below, { size, labelBytes, version }: Terms): LookupChange {
  const id = identifier(below(2 * size));
  if (version > 1 && below(3) === 0) return { id, removed: true };
  return { id, label: Buffer.from(`${below(2 ** 30)} ${version}`.slice(0, below(labelBytes + 1))) };
}

function identifier(n: number): string {
  return n % 3 === 0 ? `企业${n}` : `91330106MA${n}`;
}

type Query = Pick<Parameters<typeof lookUp>[1], 'ids' | 'holderKey'> & { readonly version: number };

async function ask(folder: string, { version, ...query }: Query): Promise<LookUpOutcome> {
  const parties = ['h', 'q'];
  const channels = memoryChannels('h', 'q');
  const [holder, querier] = parties.map((self, k): Mesh => {
    const towards = new Map([[parties[1 - k]!, channels[k]!]]);
    return { session: 'soak', self, parties, channels: towards, progress: () => {} };
  });
  const limits = () => ({ total: 1e9, rate: { count: 1e9, windowMs: 1 } });
  const ledger = fileLookupLedger(join(folder, 'ledger'), { limits, clock: systemClock });
  const [outcome] = await Promise.all([
    lookUp(querier!, {
      folder: join(folder, 'querier'),
      query: `${version}`,
      random: systemRandom,
      ...query,
    }),
    serveLookup(holder!, { folder: join(folder, 'holder'), ledger, random: systemRandom }),
  ]);
  return outcome;
}
