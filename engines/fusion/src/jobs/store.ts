import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import type { ValueSum } from '../ecdh/sum.ts';
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

/** What a party is told of all common keys together. */
export type Figures = {
  /** False where there are fewer than the plan's threshold: then nothing else is told but the number, to the receiver. */
  readonly isEnough: boolean;
  /** How many keys both hold; undefined for a party that is not told. */
  readonly common?: number;
  readonly sum?: Pick<ValueSum, 'sum' | 'histogram'>;
};

/** What a party has of one finished shard. */
export type ShardResult = {
  readonly duplicates: number;
  /** Its rows whose key both hold, ascending; none where the plan does not tell it. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** A name of 16 bytes for each of `rows`, where the plan has a column for it. */
  readonly names: Uint8Array;
  /** What is told besides rows, where the plan asks for it. */
  readonly figures: Figures | undefined;
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
    async prepare(shard, attempt, result) {
      const name = prefix(shard) + attempt;
      const keep = await results.prepare(name, bytesOf(result));
      return async () => {
        await keep();
        await forget(shard, name);
      };
    },
    async result(shard, attempt) {
      const plain = await results.read(prefix(shard) + attempt);
      if (!plain) return fail('fusion.job_damaged', 'A result of the job is missing. Run the job once more.');
      return resultFrom(plain);
    },
    forget: (shard) => forget(shard),
  };
}

const headBytes = 12;

/** Duplicates, number of rows and length of the figures; rows, names, figures. */
function bytesOf({ duplicates, rows, names, figures }: ShardResult): Uint8Array {
  const said = Buffer.from(figures ? JSON.stringify(figures) : '');
  const head = Uint32Array.of(duplicates, rows.length, said.length);
  return Buffer.concat([
    new Uint8Array(head.buffer),
    new Uint8Array(rows.buffer, rows.byteOffset, 4 * rows.length),
    names,
    said,
  ]);
}

function resultFrom(bytes: Uint8Array<ArrayBuffer>): ShardResult {
  const [duplicates, count, length] = new Uint32Array(bytes.slice(0, headBytes).buffer);
  const namesAt = headBytes + 4 * count!;
  const figuresAt = bytes.length - length!;
  const figures = Buffer.from(bytes.subarray(figuresAt)).toString();
  return {
    duplicates: duplicates!,
    rows: new Uint32Array(bytes.slice(headBytes, namesAt).buffer),
    names: bytes.subarray(namesAt, figuresAt),
    figures: figures === '' ? undefined : (JSON.parse(figures) as Figures),
  };
}

function prefix(shard: number): string {
  return `${String(shard).padStart(4, '0')}-`;
}
