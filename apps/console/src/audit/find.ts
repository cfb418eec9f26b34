import type { AuditEvent } from '@finharbor/access/contract';
import type { FilterValues } from '@finharbor/ui';
import { access } from '../api.ts';

/** What is looked for; days are days in China. */
export type Search = {
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly object?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

/** How a call ended. */
export type AuditOutcome = 'done' | 'refused' | 'unknown';

/** Ids by which outcomes are offered. */
export const outcomes: readonly AuditOutcome[] = ['done', 'refused', 'unknown'];

const dayMs = 86_400_000;

/** What is asked for in an address, where anything may stand; what cannot be looked for asks for nothing. */
export function searchOf(values: FilterValues): Search {
  return {
    action: values.action,
    outcome: outcomes.find((one) => one === values.outcome),
    object: values.object,
    from: dayIn(values['at.from']),
    until: dayIn(values['at.to']),
  };
}

function dayIn(value: string | undefined): string | undefined {
  return value === undefined || Number.isNaN(startOf(value)) ? undefined : value;
}

/** One page of what fits, from a row on. */
export async function find(
  search: Search,
  page: { readonly before: number | undefined; readonly limit: number; readonly signal?: AbortSignal },
): Promise<{ readonly events: readonly AuditEvent[]; readonly before: number | null }> {
  const { before, limit, signal } = page;
  const query = { ...queryOf(search), before, limit };
  return (await access.getAudit({ query, ...(signal ? { signal } : {}) })).body;
}

/** What is looked for, as the server is asked for it. */
export function queryOf({ action, outcome, object, from, until }: Search): {
  readonly action: string | undefined;
  readonly outcome: AuditOutcome | undefined;
  readonly object: string | undefined;
  readonly fromMs: number | undefined;
  readonly untilMs: number | undefined;
} {
  return {
    action,
    outcome,
    object,
    fromMs: from === undefined ? undefined : startOf(from),
    untilMs: until === undefined ? undefined : startOf(until) + dayMs,
  };
}

/** Everything that fits, page by page, telling how many are read. */
export async function* findAll(
  search: Search,
  { signal, onRead }: { readonly signal: AbortSignal; readonly onRead: (count: number) => void },
): AsyncGenerator<readonly AuditEvent[]> {
  let count = 0;
  for (let before: number | null | undefined; before !== null; ) {
    const page = await find(search, { before, limit: 1_000, signal });
    count += page.events.length;
    onRead(count);
    yield page.events;
    before = page.before;
  }
}

/** How an event ended. */
export function outcomeOf({ phase, code }: AuditEvent): AuditOutcome {
  if (phase === 'begun') return 'unknown';
  return code === null ? 'done' : 'refused';
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}
