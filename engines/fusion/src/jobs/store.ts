import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import type { KeyFault } from '../keys/fault.ts';
import type { Seal } from '../shards/seal.ts';
import { sealedFolder } from '../shards/sealed-folder.ts';

/** Rows without a usable key, by what was wrong with it: how many, and the numbers of the first thousand, counted from 0. */
export type UnusableRows = {
  readonly fault: KeyFault;
  readonly count: number;
  readonly rows: readonly number[];
};

/** What is known of a table once all its keys are spilled. */
export type Spilled = {
  /** Names this spilling; a table read anew gets another. */
  readonly spill: string;
  /** Of the digests and of the files, in hex. */
  readonly hashKey: string;
  readonly key: string;
  /** Records of each partition. */
  readonly counts: readonly number[];
  readonly rows: number;
  readonly usable: number;
  readonly unusable: readonly UnusableRows[];
  /** What the source said of itself. */
  readonly state: string;
};

/** What both sides found to have in common in the end: every shard, and of the peer's table this. */
export type Agreed = { readonly shards: number; readonly peerRows: number };

/** What a party has of one finished shard. */
export type ShardResult = {
  readonly duplicates: number;
  /** Its rows whose key both hold, ascending; none where the plan does not tell it. */
  readonly rows: Uint32Array;
};

/** What one party's job keeps, so that it can be killed at any moment. Errors: `fusion.job_sealed`, `fusion.job_damaged`. */
export type JobStore = {
  /** This party's half of the hash key, made by `draw` the first time. */
  readonly half: (draw: () => Uint8Array) => Promise<Uint8Array>;
  readonly spilled: () => Promise<Spilled | undefined>;
  readonly noteSpilled: (spilled: Spilled) => Promise<void>;
  readonly agreed: () => Promise<Agreed | undefined>;
  readonly noteAgreed: (agreed: Agreed) => Promise<void>;
  /** Forgets spill and results. */
  readonly clear: () => Promise<void>;
  /** Counts one more attempt at a shard, durably, and says how many there were. Nothing makes it forget. */
  readonly countAttempt: (shard: number) => Promise<number>;
  /** The attempt, in hex, that finished each shard. */
  readonly attempts: () => Promise<ReadonlyMap<number, string>>;
  /** Keeps a result aside; the returned function makes it the shard's only one. */
  readonly prepare: (shard: number, attempt: string, result: ShardResult) => Promise<() => Promise<void>>;
  readonly result: (shard: number, attempt: string) => Promise<ShardResult>;
  readonly forget: (shard: number) => Promise<void>;
  /** Where keys are spilled, and where processes say which shard they work on. */
  readonly folders: { readonly keys: string; readonly taken: string };
};

const resultName = /^(\d{4})-([0-9a-f]{64})$/;

/** The store of the job with this digest of its plan, in a folder of its own. */
export async function jobStore(folder: string, seal: Seal, digest: string): Promise<JobStore> {
  const folders = { keys: join(folder, 'keys'), taken: join(folder, 'taken') };
  const notes = await sealedFolder(join(folder, 'notes'), seal, `${digest}/notes`);
  const results = await sealedFolder(join(folder, 'results'), seal, `${digest}/results`);
  const tries = join(folder, 'tries');
  for (const path of [folders.keys, tries]) await mkdir(path, { recursive: true, mode: 0o700 });
  const note = (name: string, value: Json): Promise<void> =>
    notes.write(name, Buffer.from(canonicalJson(value)));
  const noted = async <T>(name: string): Promise<T | undefined> => {
    const plain = await notes.read(name);
    return plain && (JSON.parse(Buffer.from(plain).toString()) as T);
  };
  const forget = async (shard: number, except?: string): Promise<void> => {
    for (const name of await results.names())
      if (name.startsWith(prefix(shard)) && name !== except) await results.remove(name);
  };
  return {
    folders,
    async half(draw) {
      const known = await notes.read('half');
      if (known) return known;
      const drawn = draw();
      await notes.write('half', drawn);
      return drawn;
    },
    spilled: () => noted('spilled'),
    noteSpilled: (spilled) => note('spilled', spilled),
    agreed: () => noted('agreed'),
    noteAgreed: (agreed) => note('agreed', agreed),
    async clear() {
      for (const name of ['agreed', 'spilled']) await notes.remove(name);
      for (const name of await results.names()) await results.remove(name);
    },
    async countAttempt(shard) {
      // A byte an attempt: appending is whole even between processes.
      await using file = await open(join(tries, String(shard)), 'a', 0o600);
      await file.appendFile('.');
      await file.sync();
      return (await file.stat()).size;
    },
    async attempts() {
      const names = (await results.names()).flatMap((name) => {
        const [, shard, attempt] = resultName.exec(name) ?? [];
        return attempt === undefined ? [] : [[Number(shard), attempt] as const];
      });
      return new Map(names);
    },
    async prepare(shard, attempt, { duplicates, rows }) {
      const words = new Uint32Array(1 + rows.length);
      words[0] = duplicates;
      words.set(rows, 1);
      const name = prefix(shard) + attempt;
      const keep = await results.prepare(name, new Uint8Array(words.buffer));
      return async () => {
        await keep();
        await forget(shard, name);
      };
    },
    async result(shard, attempt) {
      const plain = await results.read(prefix(shard) + attempt);
      if (!plain) return fail('fusion.job_damaged', 'A result of the job is missing. Run the job once more.');
      const words = new Uint32Array(plain.buffer, plain.byteOffset, plain.length / 4);
      return { duplicates: words[0]!, rows: words.subarray(1) };
    },
    forget: (shard) => forget(shard),
  };
}

function prefix(shard: number): string {
  return `${String(shard).padStart(4, '0')}-`;
}
