import { inspect } from 'node:util';

/** What became of one test, as the reporter writes it: one JSON line each. */
export type TestEvent = {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** The rendered error of a failed test; the reason of a skipped one. */
  readonly detail: string;
};

/** The last line, which a process that exits in the middle of its tests never gets to write. */
export const finished = '"finished"';

/** What this reporter reads of node:test's events; their full types are far wider. */
export type RunnerEvent = {
  readonly type: string;
  readonly data: {
    readonly name?: string;
    readonly nesting?: number;
    readonly skip?: string | boolean;
    readonly todo?: string | boolean;
    readonly details?: { readonly type?: string; readonly error?: { failureType?: string; cause?: unknown } };
  };
};

/** Turns node:test's events into one JSON line per finished test; a test's name carries its suites' names. */
// biome-ignore lint/style/noDefaultExport: node:test takes a reporter from the default export only
export default async function* testLines(source: AsyncIterable<RunnerEvent>): AsyncGenerator<string> {
  const path: string[] = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') path.splice(data.nesting ?? 0, path.length, data.name ?? '');
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const outcome = outcomeOf(type, data);
    if (!outcome) continue;
    const name = [...path.slice(0, data.nesting ?? 0), data.name ?? ''].join(' › ');
    yield `${JSON.stringify({ name, ...outcome } satisfies TestEvent)}\n`;
  }
  yield `${finished}\n`;
}

function outcomeOf(
  type: string,
  { skip, todo, details }: RunnerEvent['data'],
): Omit<TestEvent, 'name'> | undefined {
  const error = details?.error;
  // A parent fails because a child did: the child's line says it all.
  if (error?.failureType === 'subtestsFailed') return undefined;
  if (skip !== undefined && skip !== false) return { outcome: 'skipped', detail: reason(skip) };
  if (todo !== undefined && todo !== false) return { outcome: 'skipped', detail: `to do: ${reason(todo)}` };
  if (type === 'test:fail')
    return { outcome: 'failed', detail: inspect(error?.cause ?? error, { depth: 6 }) };
  return details?.type === 'suite' ? undefined : { outcome: 'passed', detail: '' };
}

function reason(mark: string | boolean): string {
  return typeof mark === 'string' ? mark : 'no reason given';
}
