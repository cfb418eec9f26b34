import { FinharborError } from '@finharbor/kernel';
import type { Addition, Found, Journal } from '../engine/journal.ts';
import { gone } from '../engine/writer.ts';
import { entryAt } from '../machine/layout.ts';
import type { Place } from '../machine/place.ts';
import type { State } from '../machine/state.ts';
import { readU128 } from '../machine/u128.ts';
import { type Database, type Month, monthNo } from './database.ts';
import type { Line, Network } from './network.ts';
import { readRow, rowsOf } from './rows.ts';

/** More moments than one group's events take. */
const longestGroupNs = 1_000_000n;

/** What a simulated journal is made of; `appended` hears of each addition when it is on its way, and returns who hears when it is kept. */
export type JournalParts = {
  readonly database: Database;
  readonly network: Network;
  readonly line: Line;
  readonly epoch: number;
  readonly state: State;
  readonly appended: (addition: Addition) => () => void;
};

/** The journal of a ledger over a simulated connection: what `postgresJournal` is over a real one. */
export function simulatedJournal(parts: JournalParts): Journal {
  const { database, network, line, epoch, state, appended } = parts;
  const call = async <Answer>(what: string, run: () => Answer): Promise<Answer> => {
    try {
      return await network.call(line, what, run);
    } catch (error) {
      throw error instanceof FinharborError ? error : gone(error);
    }
  };
  let months: readonly Month[] = monthsOf(database);
  return {
    async append(addition) {
      const rows = rowsOf(addition);
      const kept = appended(addition);
      const begins = rows.entries.some((row) => !months.some(({ no }) => no === monthNo(row)));
      const result = await call(`writer ${epoch}'s group of ${rows.entries.length} entries`, () => {
        const answer = database.append(rows, epoch);
        if (answer === 'kept') kept();
        return answer;
      });
      if (result === 'kept' && begins) months = await call('months', () => monthsOf(database));
      return result;
    },
    mayHold(nowNs) {
      const over = months.filter(({ until }) => until <= nowNs + longestGroupNs);
      return ({ words, at }) => mayBeIn(over, readU128(words, at));
    },
    find: (ids) =>
      call(`writer ${epoch}'s question about ${ids.length} ids`, () => {
        months = monthsOf(database);
        return foundIn(database, ids, state);
      }),
    async [Symbol.asyncDispose]() {
      network.hangUp(line);
    },
  };
}

function foundIn(database: Database, ids: readonly bigint[], state: State): Found {
  const found = new Map<bigint, Place>();
  for (const { row, fate } of database.find(ids)) {
    const { entry } = readRow(row, database.pendingOf(row), state);
    entry.words[entryAt.state] = fate;
    found.set(readU128(entry.words, entryAt.id), entry);
  }
  return found;
}

/** As they are now: a month is looked over later, which this does not know before it reads again. */
function monthsOf(database: Database): readonly Month[] {
  return [...database.months.values()].map((month) => ({ ...month }));
}

function mayBeIn(months: readonly Month[], id: bigint): boolean {
  return months.some(({ ranges }) => !ranges || ranges.some(({ first, last }) => first <= id && id <= last));
}
