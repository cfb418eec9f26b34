import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Note } from '@finharbor/harbor';
import { errorFacts, logOptions } from '@finharbor/kernel/http';
import { type DestinationStream, destination, pino } from 'pino';

/** A process's log file and the way the systems write to it: codes and ids, never payloads. */
export type OperatorLog = { readonly log: DestinationStream; readonly note: Note };

/** Opens a process's log in its own folder. */
export function operatorNote(level: string, directory: string): OperatorLog {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const log = destination({ dest: join(directory, 'process.log'), append: true, sync: true, mode: 0o600 });
  const logger = pino(logOptions(level), log);
  return {
    log,
    note: (code, details, fault) => {
      const serious = fault !== undefined && errorFacts(fault).code === 'internal';
      logger[serious ? 'error' : 'info']({ ...details, code, ...(fault ? { err: fault } : {}) }, 'note');
    },
  };
}
