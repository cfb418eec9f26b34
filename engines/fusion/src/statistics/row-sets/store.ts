import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, fail, sha256 } from '@finharbor/kernel';
import { writeWhole } from '../../durable.ts';

/** A row set that was opened statistics about: which query under which contract, in which session its shares were made. */
export type KeptSet = {
  readonly contract: string;
  readonly query: string;
  readonly session: string;
  readonly alignment: string;
  readonly rows: number;
};

/**
 * Where a party keeps, durably, its share of each query's row set. All parties keep, then each notes that all do, then
 * results are opened: a set that was noted may have been opened, one that some party never kept was not.
 */
export type RowSets = {
  readonly kept: (contract: string) => Promise<readonly (KeptSet & { readonly atAll: boolean })[]>;
  /** The share's bytes. */
  readonly read: (set: KeptSet) => Promise<Uint8Array<ArrayBuffer>>;
  readonly keep: (set: KeptSet, share: Uint8Array) => Promise<void>;
  /** Notes that all parties keep the set. */
  readonly noteAtAll: (set: KeptSet) => Promise<void>;
};

/** Row sets in a folder, a file each: what it is, in JSON on the first line, then the share, 8 bytes a row. Errors: `fusion.row_set_damaged`. */
export function fileRowSets(folder: string): RowSets {
  return {
    async kept(contract) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const files = new Set(await readdir(folder));
      const names = [...files].filter((name) => name.endsWith(ending)).toSorted();
      const heads = await Promise.all(
        names.map(async (name) => ({
          ...(await headIn(join(folder, name))),
          atAll: files.has(`${name}${noted}`),
        })),
      );
      return heads.filter((set) => set.contract === contract);
    },
    async read(set) {
      const bytes = await readFile(join(folder, nameOf(set)));
      const share = new Uint8Array(bytes.subarray(bytes.indexOf(newLine) + 1));
      if (share.length !== set.rows * 8) damaged();
      return share;
    },
    keep: (set, share) => writeWhole(folder, nameOf(set), [`${canonicalJson(set)}\n`, share]),
    noteAtAll: (set) => writeWhole(folder, `${nameOf(set)}${noted}`, []),
  };
}

const ending = '.rows';
const noted = '.at-all';
const newLine = 0x0a;
const mostHeadBytes = 16_384;

function nameOf({ contract, query, session }: KeptSet): string {
  return `${Buffer.from(sha256(canonicalJson({ contract, query, session }))).toString('hex')}${ending}`;
}

async function headIn(path: string): Promise<KeptSet> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(mostHeadBytes), 0, mostHeadBytes, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(newLine);
  try {
    return JSON.parse(buffer.subarray(0, Math.max(0, end)).toString()) as KeptSet;
  } catch (cause) {
    return damaged(cause);
  }
}

function damaged(cause?: unknown): never {
  return fail('fusion.row_set_damaged', 'A kept row set cannot be read. Restore it from its copy.', cause);
}
