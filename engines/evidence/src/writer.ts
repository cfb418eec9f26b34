import { FinharborError, fail, sha256 } from '@finharbor/kernel';
import type { LogStore } from './store.ts';
import { tileWidth } from './tiles.ts';
import { hashSize, leafHashNow } from './tree.ts';

/** An entry to be logged: up to 65,535 bytes, and a key (not logged, only its SHA-256 is kept) under which it is logged once at most. */
export type NewEntry = { readonly data: Uint8Array; readonly key?: string };

/** Where an entry stands. `key_conflict`: its key was used before, for the different entry at `index`; nothing was appended. */
export type Appended = {
  readonly kind: 'appended' | 'already_there' | 'key_conflict';
  readonly index: number;
};

/** The one writer of a log: takes entries at any time and commits what has gathered as one batch after another. */
export type Writer = {
  readonly append: (entries: readonly NewEntry[]) => Promise<readonly Appended[]>;
  readonly close: () => Promise<void>;
};

/** Most bytes an entry can have, as its bundle gives the length in 16 bits. */
const maxEntryBytes = 0xffff;

type Call = {
  readonly entries: readonly NewEntry[];
  readonly resolve: (outcomes: readonly Appended[]) => void;
  readonly reject: (fault: unknown) => void;
};

/** Reads the keys of the log's entries into memory (about 100 bytes each) and starts to take entries. */
export async function createWriter(store: LogStore, signedSize: () => number): Promise<Writer> {
  const indexOfKey = readKeys(await store.keyHashes());
  let waiting: Call[] = [];
  let running: Promise<void> | undefined;
  let refusal: FinharborError | undefined;
  let closed = false;

  async function commitWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const calls = waiting;
      waiting = [];
      try {
        if (refusal !== undefined) throw refusal;
        const outcomes = await commitCalls({ store, indexOfKey, calls, signedSize: signedSize() });
        for (const [at, call] of calls.entries()) call.resolve(outcomes[at]!);
      } catch (cause) {
        // After a failed write nobody knows what is on disk; opening again finds out.
        refusal ??= writeFault(cause);
        for (const call of calls) call.reject(refusal);
      }
    }
    running = undefined;
  }

  return {
    async append(entries) {
      if (closed) fail('evidence.log_closed', 'The log is closed; open it again.');
      if (refusal !== undefined) throw refusal;
      const copies = entries.map(checkEntry);
      const outcome = new Promise<readonly Appended[]>((resolve, reject) => {
        waiting.push({ entries: copies, resolve, reject });
      });
      running ??= Promise.resolve().then(commitWaiting);
      return outcome;
    },
    async close() {
      closed = true;
      await running;
    },
  };
}

function checkEntry({ data, key }: NewEntry, at: number): NewEntry {
  if (data.length > maxEntryBytes)
    fail(
      'evidence.entry_too_large',
      `entries[${at}].data: ${data.length} bytes; an entry has at most ${maxEntryBytes}.`,
    );
  if (key === '')
    fail('evidence.key_malformed', `entries[${at}].key: a key is not empty; leave it out instead.`);
  // A Buffer's own slice would share the caller's memory.
  return { data: Uint8Array.from(data), ...(key === undefined ? {} : { key }) };
}

type Work = {
  readonly store: LogStore;
  readonly indexOfKey: Map<string, number>;
  readonly calls: readonly Call[];
  readonly signedSize: number;
};

async function commitCalls({
  store,
  indexOfKey,
  calls,
  signedSize,
}: Work): Promise<readonly (readonly Appended[])[]> {
  const plan = createPlan(store, indexOfKey);
  const outcomes: Appended[][] = [];
  for (const call of calls) {
    const placed: Appended[] = [];
    for (const entry of call.entries) placed.push(await plan.place(entry));
    outcomes.push(placed);
  }
  if (plan.entries.length > 0)
    await store.commit({ entries: plan.entries, keyHashes: plan.keyHashes, signedSize });
  for (const [key, index] of plan.newKeys) indexOfKey.set(key, index);
  return outcomes;
}

type Plan = {
  readonly entries: Uint8Array[];
  readonly keyHashes: Uint8Array[];
  readonly newKeys: Map<string, number>;
  readonly place: (entry: NewEntry) => Promise<Appended>;
};

function createPlan(store: LogStore, indexOfKey: ReadonlyMap<string, number>): Plan {
  const base = store.edge().frontier.size;
  const plan = {
    entries: [] as Uint8Array[],
    keyHashes: [] as Uint8Array[],
    newKeys: new Map<string, number>(),
  };

  async function leafAt(index: number): Promise<Uint8Array> {
    if (index >= base) return leafHashNow(plan.entries[index - base]!);
    const at = index % tileWidth;
    const tile = await store.readTile({ level: 0, index: Math.floor(index / tileWidth), width: at + 1 });
    return tile.subarray(at * hashSize, (at + 1) * hashSize);
  }

  async function place({ data, key }: NewEntry): Promise<Appended> {
    const keyHash = key === undefined ? new Uint8Array(hashSize) : sha256(key);
    const keyText = textOf(keyHash);
    const known = key === undefined ? undefined : (indexOfKey.get(keyText) ?? plan.newKeys.get(keyText));
    if (known !== undefined) {
      const isSame = Buffer.compare(await leafAt(known), leafHashNow(data)) === 0;
      return { kind: isSame ? 'already_there' : 'key_conflict', index: known };
    }
    const index = base + plan.entries.length;
    plan.entries.push(data);
    plan.keyHashes.push(keyHash);
    if (key !== undefined) plan.newKeys.set(keyText, index);
    return { kind: 'appended', index };
  }

  return { ...plan, place };
}

function readKeys(hashes: Uint8Array): Map<string, number> {
  const none = textOf(new Uint8Array(hashSize));
  const indexOfKey = new Map<string, number>();
  for (let at = 0; at < hashes.length; at += hashSize) {
    const key = textOf(hashes.subarray(at, at + hashSize));
    if (key !== none) indexOfKey.set(key, at / hashSize);
  }
  return indexOfKey;
}

function textOf(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('latin1');
}

function writeFault(cause: unknown): FinharborError {
  if (cause instanceof FinharborError) return cause;
  const publicMessage =
    'The log could not be written; see to free space and permissions of its folder, then open it again.';
  return new FinharborError({ code: 'evidence.write_failed', publicMessage, cause });
}
