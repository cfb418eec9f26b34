import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const rotateAtBytes = 8 * 1024 * 1024;
const tailBytes = 8 * 1024;

/** A file that child processes append their output to, and that can say what they wrote since it was opened. */
export type LogFile = {
  readonly path: string;
  readonly descriptor: number;
  /** The last `lines` lines written since this opening. */
  tail(lines: number): string;
  close(): void;
};

/** Opens a log for appending; a file past 8 MiB becomes `<path>.1` first. */
export function openLogFile(path: string): LogFile {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rotateAtBytes) renameSync(path, `${path}.1`);
  const descriptor = openSync(path, 'a+', 0o600);
  const start = fstatSync(descriptor).size;
  return {
    path,
    descriptor,
    tail(lines: number): string {
      const end = fstatSync(descriptor).size;
      const bytes = Buffer.alloc(Math.min(end - start, tailBytes));
      readSync(descriptor, bytes, 0, bytes.length, end - bytes.length);
      return bytes.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
    },
    close: () => closeSync(descriptor),
  };
}
