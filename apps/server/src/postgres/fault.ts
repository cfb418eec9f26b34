import { FinharborError } from '@finharbor/kernel';
import type { LogFile } from '../supervisor/log-file.ts';

const advice: readonly (readonly [RegExp, string])[] = [
  [/No space left on device/i, 'The disk is full: free some space and start again.'],
  [
    /Cannot allocate memory|out of memory/i,
    'There is not enough memory: close other programs and start again.',
  ],
  [/error while loading shared libraries/i, 'Packages are incomplete: delete node_modules and start again.'],
  [
    /Read-only file system|Permission denied/i,
    'The data folder cannot be written: check who owns it and how it is mounted.',
  ],
  [
    /could not locate a valid checkpoint|invalid checkpoint|checksum/i,
    'The data is damaged: restore a backup.',
  ],
];

type FailedStart = {
  readonly code: string;
  readonly what: string;
  readonly logFile: LogFile;
  readonly cause?: unknown;
};

/** A failed start, with the last lines the program wrote and what to do about them. */
export function startFailed({ code, what, logFile, cause }: FailedStart): FinharborError {
  const tail = logFile.tail(6);
  const hint = advice.find(([pattern]) => pattern.test(tail))?.[1] ?? `The whole log is in ${logFile.path}.`;
  return new FinharborError({
    code,
    publicMessage: `${what} ${hint}${tail === '' ? '' : ` Its last lines:\n${tail}`}`,
    cause,
  });
}
