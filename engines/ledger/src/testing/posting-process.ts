import { once } from 'node:events';
import { systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import type { LedgerTables } from '../database.gen.ts';
import { keepPosting } from '../intents/index.ts';
import { openLedger } from '../postgres/open.ts';

// Opens the ledger at an address and posts intents until it is killed.
const [url] = (await once(process, 'message')) as [string];
const { signal } = new AbortController();
const ledger = await openLedger({ url, clock: systemClock, random: systemRandom });
const db = openDatabase<LedgerTables>(url, { maxConnections: 2 });
const onFault = (error: unknown): void => {
  throw error;
};
process.send!('posting');
await keepPosting({ ledger, db, signal, onFault });
