import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@finharbor/kernel';

/** Writes a file that appears under its name only when it is whole and durable, for its owner alone. */
export async function writeWhole(
  folder: string,
  name: string,
  parts: readonly (Uint8Array | string)[],
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  await using file = await open(`${path}.new`, 'w', 0o600);
  for (const part of parts) await file.writeFile(part);
  await file.sync();
  await rename(`${path}.new`, path);
  await using directory = await open(folder, 'r');
  await directory.sync();
}

/** A file's bytes; undefined where there is none. */
export async function readIfThere(path: string): Promise<Buffer<ArrayBuffer> | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

const lineEnd = ' .';

/**
 * The entries of a ledger, one a line. A line cut short by a crash was never answered for and is passed over; it cannot end as
 * a whole one does. A line that ends so and cannot be read is damage, and damage must not make spent budget available again.
 * Errors: `fusion.ledger_damaged`.
 */
export async function ledgerLines(path: string): Promise<readonly unknown[]> {
  const text = (await readIfThere(path))?.toString('utf8') ?? '';
  const lines = text.split('\n').filter((line) => line.endsWith(lineEnd));
  return lines.map((line) => {
    try {
      return JSON.parse(line.slice(0, -lineEnd.length)) as unknown;
    } catch (cause) {
      return fail(
        'fusion.ledger_damaged',
        'The budget ledger cannot be read. Restore it from its copy.',
        cause,
      );
    }
  });
}

/** Adds an entry to a ledger; it is durable when this resolves. */
export async function appendToLedger(path: string, entry: object): Promise<void> {
  const known = await readIfThere(path);
  const start = known === undefined || known.length === 0 || known.at(-1) === 0x0a ? '' : '\n';
  await using file = await open(path, 'a', 0o600);
  await file.appendFile(`${start}${JSON.stringify(entry)}${lineEnd}\n`);
  await file.sync();
}

/** Makes calls wait for each other: one piece of work at a time, in the order asked. */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };
}
