import { FinharborError } from '@finharbor/kernel';
import pg from 'pg';
import type { Journal } from '../engine/journal.ts';
import { gone } from '../engine/writer.ts';
import type { State } from '../machine/state.ts';
import { readU128 } from '../machine/u128.ts';
import { transactionOf } from './append.ts';
import { runCopying } from './copying.ts';
import { findEntries } from './find.ts';
import { type Month, mayBeIn, readMonths } from './months.ts';

const uniqueViolation = '23505';
const fenced = 'LE001';
/** More moments than one group's events take: none of them reaches beyond this. */
const longestGroupNs = 1_000_000n;

/** The journal of the ledger in a database, for the session that holds the writer's epoch. `state` is what was read from it. */
export async function postgresJournal(
  client: pg.Client,
  { state, timeZone }: { readonly state: State; readonly timeZone: string },
): Promise<Journal> {
  let months: readonly Month[] = await readMonths(client);
  return {
    async append(addition) {
      const { statements, inputs } = transactionOf(addition, months, timeZone);
      try {
        if (statements.length === 0) await mustHoldEpoch(client);
        else await runCopying(client, statements, { inputs });
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.code === uniqueViolation) return 'idUsed';
        throw faultOf(error);
      }
      if (statements.some((statement) => statement.startsWith('select'))) months = await readMonths(client);
      return 'kept';
    },
    mayHold(nowNs) {
      const over = months.filter(({ until }) => until <= nowNs + longestGroupNs);
      return over.length === 0 ? () => false : ({ words, at }) => mayBeIn(over, readU128(words, at));
    },
    async find(ids) {
      try {
        months = await readMonths(client);
        return await findEntries(client, ids, state);
      } catch (error) {
        throw faultOf(error);
      }
    },
    async [Symbol.asyncDispose]() {
      await client.end();
    },
  };
}

/** What the fence asks, where nothing is written that it could refuse. */
async function mustHoldEpoch(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    "select from ledger_writer where epoch = current_setting('ledger.epoch')::bigint",
  );
  if (rowCount === 0) throw takenOver();
}

function faultOf(error: unknown): FinharborError {
  if (error instanceof FinharborError) return error;
  return error instanceof pg.DatabaseError && error.code === fenced ? takenOver(error) : gone(error);
}

function takenOver(cause?: unknown): FinharborError {
  const publicMessage = 'Another process writes this ledger now.';
  return new FinharborError({ code: 'ledger.taken_over', publicMessage, cause });
}
