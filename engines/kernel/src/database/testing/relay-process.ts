import { writeSync } from 'node:fs';
import { systemClock } from '../../clock.ts';
import type { KernelTables } from '../../database.gen.ts';
import { openDatabase } from '../open.ts';
import { runOutbox } from '../relay.ts';

// A relay in a process of its own, for tests that kill it. Says each delivery aloud and then waits to be told to go on
// only where the payload asks for it.
const db = openDatabase<KernelTables>(process.argv[2]!, { maxConnections: 2 });
await runOutbox({
  db,
  clock: systemClock,
  signal: new AbortController().signal,
  deliver: async (message) => {
    // Synchronous: what is said before a kill must be said.
    writeSync(1, `${message.id}\n`);
    if (message.topic === 'hang') await new Promise(() => {});
  },
});
