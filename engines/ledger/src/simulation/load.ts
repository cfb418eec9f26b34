import { accountAt } from '../machine/layout.ts';
import type { Machine } from '../machine/machine.ts';
import type { PageImage } from '../machine/pages.ts';
import type { Replay } from '../machine/replay.ts';
import { readU64 } from '../machine/u128.ts';
import type { Database } from './database.ts';
import { type EntryRow, momentOf, readRow } from './rows.ts';

/** What a start reads, one question after the other. `remembered` is how many of the latest entries it reads even if pages have them. */
export type Reading = {
  readonly pages: () => { readonly images: readonly PageImage[]; readonly replayFrom: bigint };
  readonly accounts: (afterNs: bigint) => readonly { readonly no: number; readonly words: Uint32Array }[];
  readonly entries: (
    afterNs: bigint,
  ) => readonly { readonly row: EntryRow; readonly pending: EntryRow | undefined }[];
};

/** What is in the database now. */
export function readingOf(database: Database, remembered: number): Reading {
  return {
    pages: () => ({ images: database.latestPages(), replayFrom: database.replayFrom }),
    accounts: (afterNs) =>
      database.accounts
        .map((words, no) => ({ no, words }))
        .filter(({ words }) => readU64(words, accountAt.timestamp) > afterNs),
    entries(afterNs) {
      const latest = database.entries.at(-Math.min(remembered, database.entries.length));
      const earlier = latest ? momentOf(latest) - 1n : 0n;
      const from = earlier < afterNs ? earlier : afterNs;
      return database.entries
        .filter((row) => momentOf(row) > from)
        .map((row) => ({ row, pending: database.pendingOf(row) }));
    },
  };
}

/** The same as if no page had ever been saved. */
export function withoutPages(reading: Reading): Reading {
  return { ...reading, pages: () => ({ images: [], replayFrom: 0n }) };
}

type Loading = {
  readonly machine: Machine;
  readonly replay: Replay;
  readonly reading: Reading;
  /** Asks a question; a connection may take its time. */
  readonly ask: <Answer>(what: string, question: () => Answer) => Promise<Answer>;
};

/** Fills an empty machine with all that happened, by the rules of the start from PostgreSQL. */
export async function load({ machine, replay, reading, ask }: Loading): Promise<void> {
  const { clockwork, state } = machine.books;
  const { images, replayFrom } = await ask('pages', reading.pages);
  for (const image of images) replay.page(image);
  let newestNs = 0n;
  const accounts = await ask('accounts', () => reading.accounts(replayFrom));
  for (const { no, words } of accounts) replay.account(no, { words, at: 0 });
  replay.index();
  const step = machine.begin();
  for (const { row, pending } of await ask('entries', () => reading.entries(replayFrom))) {
    const { entry, resolved } = readRow(row, pending, state);
    replay.entry(entry, resolved);
  }
  machine.confirm(step);
  for (let no = 0; no < state.accountCount; no++) {
    const openedNs = readU64(state.accounts.page(no), state.accounts.at(no) + accountAt.timestamp);
    if (openedNs > newestNs) newestNs = openedNs;
  }
  clockwork.advanceTo(newestNs);
}
