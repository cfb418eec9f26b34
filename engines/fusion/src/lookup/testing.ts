import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKey, type SigningKey, systemClock, systemRandom } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { localMeshes } from '../psi/testing.ts';
import { fileLookupLedger, type LookupLimits } from './ledger.ts';
import { type LookUpInput, type LookUpOutcome, lookUp } from './look-up.ts';
import { type NewTable, type PreparedTable, prepareLookupTable } from './prepare.ts';
import type { LookupRow } from './rows.ts';
import { type Served, serveLookup } from './serve.ts';

/** A holder `h` and a querier `q` in folders of their own. */
export type Pair = AsyncDisposable & {
  readonly holder: string;
  readonly querier: string;
  readonly signingKey: SigningKey;
  /** Prepares a table in the holder's folder. */
  readonly prepare: (rows: readonly LookupRow[], more?: Partial<NewTable>) => Promise<PreparedTable>;
  /** One session: what the querier and the holder make of it. */
  readonly ask: (ids: readonly string[], more?: Asking) => Promise<readonly [LookUpOutcome, Served]>;
  /** The same, with what became of either, whatever it was. */
  readonly settle: (
    ids: readonly string[],
    more?: Asking,
  ) => Promise<readonly [PromiseSettledResult<LookUpOutcome>, PromiseSettledResult<Served>]>;
  /** Another pair whose folders begin as copies of these. */
  readonly copy: () => Promise<Pair>;
};

/** What may differ of a session. */
export type Asking = Partial<LookUpInput> & {
  readonly limits?: LookupLimits;
  readonly meshes?: readonly [holder: Mesh, querier: Mesh];
};

const plenty: LookupLimits = { total: 100_000, rate: { count: 100_000, windowMs: 1_000 } };

/** Makes a pair; the folders go with it. */
export async function newPair(signingKey: SigningKey = generateSigningKey()): Promise<Pair> {
  const root = await mkdtemp(join(tmpdir(), 'finharbor-lookup-'));
  const [holder, querier] = [join(root, 'h'), join(root, 'q')];
  let queries = 0;
  const settle: Pair['settle'] = (ids, { limits = plenty, meshes = lookupMeshes(), ...more } = {}) => {
    const ledger = fileLookupLedger(join(root, 'ledger'), { limits: () => limits, clock: systemClock });
    const query = `query ${queries++}`;
    const own = { folder: querier, holderKey: signingKey.publicKey, query, ids, random: systemRandom };
    return Promise.allSettled([
      lookUp(meshes[1], { ...own, ...more }),
      serveLookup(meshes[0], { folder: holder, ledger, random: systemRandom }),
    ]);
  };
  return {
    ...{ holder, querier, signingKey, settle },
    prepare: (rows, more) =>
      prepareLookupTable({
        ...{ folder: holder, table: 'firms', holder: 'h', version: 1, signingKey },
        ...{ workers: 0, random: systemRandom, rows: () => rows },
        ...more,
      }),
    async ask(ids, more) {
      const [asked, served] = await settle(ids, more);
      if (asked.status === 'rejected') throw asked.reason;
      if (served.status === 'rejected') throw served.reason;
      return [asked.value, served.value];
    },
    async copy() {
      const other = await newPair(signingKey);
      await cp(root, join(other.holder, '..'), { recursive: true });
      return other;
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** Both ends of a channel within the process. */
export function lookupMeshes(): readonly [holder: Mesh, querier: Mesh] {
  const [holder, querier] = localMeshes(['h', 'q']);
  return [holder!, querier!];
}

/** A label from a text. */
export function labelOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text));
}

/** What an outcome says: rows with their labels as text, or the refusal's reason. */
export function textOf(outcome: LookUpOutcome): readonly (readonly [number, string])[] | string {
  if (outcome.kind === 'refused') return outcome.reason;
  return outcome.matches.map(({ row, label }) => [row, Buffer.from(label).toString()] as const);
}
