import type { Log } from '@finharbor/evidence';
import { sha256 } from '@finharbor/kernel';
import type { Client } from 'pg';
import type { Findings } from './findings.ts';
import { keptStretches } from './store.ts';
import { readStretch, type Stretch } from './stretch.ts';

/** The log as an auditor reads it; that it is sound itself is for the audit of `@finharbor/evidence`. */
export type ReadLog = Pick<Log, 'entry' | 'head'>;

type Logged = { readonly stretch: Stretch; readonly leaf: string };

/** All that the log says of a journal, in the order of its stretches, each of which goes on where the one before ends. */
export async function readLog(log: ReadLog, journal: string, findings: Findings): Promise<readonly Logged[]> {
  const logged: Logged[] = [];
  const { size } = log.head();
  for (let index = 0; index < size; index++) {
    const leaf = Buffer.from(await log.entry(index)).toString();
    const stretch = readStretch(leaf);
    if (stretch?.journal !== journal) continue;
    const before = logged.at(-1);
    if (stretch.number < logged.length)
      findings.add({ kind: 'stretch', why: 'repeated', stretch: stretch.number });
    else {
      if (!follows(stretch, before)) findings.add({ kind: 'stretch', why: 'chain', stretch: stretch.number });
      logged.push({ stretch, leaf });
    }
  }
  return logged;
}

function follows(
  { number, after, previous, accounts, opened }: Stretch,
  before: Logged | undefined,
): boolean {
  if (!before) return number === 0 && after === 0n && previous === null && accounts === opened;
  return (
    number === before.stretch.number + 1 &&
    after === before.stretch.until &&
    previous === sha256(before.leaf).toHex() &&
    accounts === before.stretch.accounts + opened
  );
}

/** Compares what the database keeps of stretches with the log. */
export async function compareKept(
  client: Client,
  logged: readonly Logged[],
  findings: Findings,
): Promise<void> {
  const kept = new Map(
    (await keptStretches(client)).map(({ number, ...stretch }) => [number, stretch] as const),
  );
  for (const { stretch, leaf } of logged)
    if (kept.get(stretch.number)?.leaf !== leaf)
      findings.add({ kind: 'stretch', why: 'kept', stretch: stretch.number });
  const inLog = new Set(logged.map(({ stretch }) => stretch.number));
  for (const [number, { isLogged }] of kept)
    if (isLogged && !inLog.has(number)) findings.add({ kind: 'stretch', why: 'lost', stretch: number });
}
