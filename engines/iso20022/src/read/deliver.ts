import type { Finding } from '../findings.ts';
import type { ReadEvent, ReadTotals } from './events.ts';

/**
 * Who takes a file's entries. Between `begin` and `commit` nothing should count: in a database, all of it is one transaction, or
 * entries wait in a table of their own until then.
 */
export type Sink<Header, Group, Entry> = {
  begin?(header: Header, version: string): Promise<void> | void;
  group?(group: Group, index: number): Promise<void> | void;
  entry(
    entry: Entry,
    at: { readonly index: number; readonly groupIndex: number; readonly line: number },
  ): Promise<void> | void;
  /** Told every finding, also where there are more than the report holds. */
  finding?(finding: Finding): Promise<void> | void;
  commit(totals: ReadTotals): Promise<void> | void;
  /** Everything that was taken is to be forgotten. Called as well when the sink itself or the source fails. */
  rollback(): Promise<void> | void;
};

/** What became of a file. `findings` are the first thousand. */
export type Delivery =
  | { readonly kind: 'taken'; readonly totals: ReadTotals; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'refused';
      readonly totals: ReadTotals | undefined;
      readonly findings: readonly Finding[];
    };

const mostFindings = 1000;

/**
 * Gives a file's entries to a sink. With `all`, one bad entry refuses the file: it is read to its end, so that everything wrong is
 * told at once, and rolled back. With `each`, the good entries are taken and the bad ones told. A file that is
 * refused half-way, or whose header announces another number or sum, is never taken: entries may be missing from it.
 */
export async function deliver<Header, Group, Entry>(
  events: AsyncIterable<ReadEvent<Header, Group, Entry>>,
  mode: 'all' | 'each',
  sink: Sink<Header, Group, Entry>,
): Promise<Delivery> {
  const found: Finding[] = [];
  let isWanted = true;
  let totals: ReadTotals | undefined;
  try {
    for await (const event of events) {
      if (event.kind === 'end') totals = event;
      for (const finding of findingsOf(event)) {
        if (found.length < mostFindings) found.push(finding);
        await sink.finding?.(finding);
      }
      if (event.kind === 'refused' || event.kind === 'difference') isWanted = false;
      if (event.kind === 'bad' && mode === 'all') isWanted = false;
      if (isWanted) await give(event, sink);
    }
    if (isWanted && totals !== undefined) {
      await sink.commit(totals);
      return { kind: 'taken', totals, findings: found };
    }
  } catch (error) {
    await sink.rollback();
    throw error;
  }
  await sink.rollback();
  return { kind: 'refused', totals, findings: found };
}

function findingsOf(event: ReadEvent<unknown, unknown, unknown>): readonly Finding[] {
  if (event.kind === 'difference') return [event.finding];
  return event.kind === 'bad' || event.kind === 'refused' ? event.findings : [];
}

function give<Header, Group, Entry>(
  event: ReadEvent<Header, Group, Entry>,
  sink: Sink<Header, Group, Entry>,
): Promise<void> | void {
  if (event.kind === 'header') return sink.begin?.(event.header, event.version);
  if (event.kind === 'group') return sink.group?.(event.group, event.index);
  if (event.kind === 'entry') return sink.entry(event.entry, event);
  return undefined;
}
