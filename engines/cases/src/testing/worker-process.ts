import { systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import { sql } from 'kysely';
import { chinaCalendar } from '../calendar/calendar.ts';
import type { CasesTables } from '../database.gen.ts';
import { caseStore } from '../postgres/store.ts';
import { runCases } from '../work/index.ts';
import { grant } from './grant.ts';

// A worker in a process of its own, for tests that kill it. Its port counts in the table `told`, and hangs there where told to.
const [url, hangs] = process.argv.slice(2) as [string, string?];
const db = openDatabase<CasesTables>(url, { maxConnections: 4 });
const ctx = {
  ...{ store: caseStore(db), procedures: [grant], calendar: chinaCalendar },
  ...{ clock: systemClock, random: systemRandom, newId: () => crypto.randomUUID() },
};
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await runCases(
  ctx,
  {
    ...{ url, db, goneAfterMs: 0, onFault: () => {} },
    ports: {
      ledger: {
        kind: 'inside',
        run: async (tx, { key }) => {
          await sql`insert into told (key) values (${key})`.execute(tx);
          process.stdout.write('under way\n');
          if (hangs !== undefined) await new Promise(() => {});
        },
      },
    },
    tell: { kind: 'outside', run: async () => {} },
  },
  stop.signal,
);
await db.destroy();
