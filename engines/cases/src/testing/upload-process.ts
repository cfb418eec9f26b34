import { systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import { attachFile } from '../attachments/attach-file.ts';
import { caseFiles } from '../attachments/postgres.ts';
import { chinaCalendar } from '../calendar/calendar.ts';
import type { CasesTables } from '../database.gen.ts';
import { caseStore } from '../postgres/store.ts';
import { grant } from './grant.ts';
import { samples } from './sample-files.ts';
import { person } from './test-cases.ts';

// Uploads a file in a process of its own, for a test that kills it: it hangs in the middle of the bytes, or between them and the event.
const [url, id, where] = process.argv.slice(2) as [string, string, 'bytes' | 'event'];
const db = openDatabase<CasesTables>(url, { maxConnections: 4 });
const store = caseStore(db);
const clock = { nowMs: () => Date.UTC(2026, 2, 2, 4) };
const hangs = async (): Promise<never> => {
  process.stdout.write('under way\n');
  return new Promise(() => {});
};
const one = (await store.read(id))!;
const cases = {
  ...{ procedures: [grant], calendar: chinaCalendar, clock, random: systemRandom },
  newId: () => crypto.randomUUID(),
  store: where === 'event' ? { ...store, write: hangs } : store,
};
const files = caseFiles(db, { clock, newId: () => crypto.randomUUID() });
async function* bytes(): AsyncGenerator<Uint8Array> {
  yield samples.pdf!;
  yield Buffer.alloc(600_000);
  if (where === 'bytes') await hangs();
}
await attachFile({ cases, files }, one, {
  ...{ by: person('ma', 'firm:1', 'owner'), document: 'plan', name: 'x.pdf' },
  ...{ size: null, most: 1_000_000, bytes: bytes() },
});
