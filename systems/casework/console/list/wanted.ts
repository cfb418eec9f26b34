import type { CaseQuery } from '@finharbor/casework/contract';

/** Whose work a list is of. */
export type Queue = CaseQuery['queue'];

/** What is asked of the server, but for the page. */
export type Wanted = Omit<CaseQuery, 'limit' | 'cursor' | 'sort'>;

/** What stands in the address, by name. */
type Values = Readonly<Record<string, string>>;

/** Which of the cases that have ended are shown. */
export const endings = ['no', 'yes', 'any'] as const;

/** What the row of filters asks for, with what is chosen elsewhere; a state goes with its procedure. */
export function withHidden(before: Values, next: Values): Values {
  const { queue = '', state = '' } = before;
  const keepsState = Object.keys(next).length > 0 && (next.procedure ?? '') === (before.procedure ?? '');
  return { ...next, queue, state: keepsState ? state : '' };
}

/** What is asked for in an address, where anything may stand: what cannot be asked for asks for nothing. */
export function wantedOf(values: Values, queue: Queue): Wanted {
  const { text, procedure, state, due, assignee } = values;
  const isName = (name: string | undefined): name is string => /^[a-z][a-z0-9-]{0,39}$/.test(name ?? '');
  const ended = endings.find((one) => one === values.ended);
  return {
    queue,
    ...(text === undefined ? {} : { text: text.slice(0, 100) }),
    ...(isName(procedure) ? { procedure } : {}),
    ...(isName(state) ? { state } : {}),
    ...(ended === undefined ? {} : { ended }),
    ...(due === 'over' ? { overdue: 'yes' } : {}),
    ...(due === 'week' ? { dueThisWeek: 'yes' } : {}),
    ...(queue === 'office' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(assignee ?? '')
      ? { assignee }
      : {}),
  };
}
