import type { ListedCase, ProcedureView } from '@finharbor/casework/contract';
import { type Bulk, type BulkAction, useBilingual, useText } from '@finharbor/ui';
import { useQueryClient } from '@tanstack/react-query';
import { cases } from '../api.ts';
import { useColleagues, useWhole } from './reading.ts';

/**
 * What the office does with many cases: gives them to somebody, or takes a step of them that asks for no form. Each is a request of its own
 * and names the case as it was seen, so that one that is refused, or has changed, holds up no other and nothing is done twice.
 */
export function useBulk(rows: readonly ListedCase[]): Bulk<ListedCase> {
  const text = useText('cases');
  const say = useBilingual();
  const client = useQueryClient();
  const people = useColleagues(true);
  const names = [...new Set(rows.map(({ procedure }) => procedure.name))];
  const specs = useWhole(names);
  const onOver = (): Promise<void> => client.invalidateQueries({ queryKey: ['cases'] });
  const assign = ({ id, revision }: ListedCase, to: string): Promise<unknown> =>
    cases.postAssignee({ params: { id }, body: { to, ...seen(revision) } });
  return {
    nameOf: ({ number, subject }) => `${number} ${subject}`.trim(),
    actions: [
      {
        ...{ id: 'take', label: text('takeThem'), consequence: text('takeThemBody'), onOver },
        ...{ isFor: isOpen, run: (row) => assign(row, 'me') },
      },
      {
        ...{ id: 'give', label: text('giveThem'), consequence: text('giveThemBody'), onOver },
        choice: { label: text('giveTo'), options: people.map(({ id, name }) => ({ id, label: name })) },
        ...{ isFor: isOpen, run: assign },
      },
      ...specs.flatMap((spec) =>
        plainSteps(spec).map((step): BulkAction<ListedCase> => {
          const ends = spec.states.find(({ name }) => name === step.to)!.ends;
          const to = say(spec.states.find(({ name }) => name === step.to)!.title);
          return {
            id: `${spec.name}/${step.name}`,
            label: specs.length > 1 ? `${say(spec.title)} · ${say(step.title)}` : say(step.title),
            consequence: text(ends === null ? 'theyGoTo' : 'theyEndAt', { state: to }),
            isDanger: ends !== null && ends !== 'granted' && ends !== 'done',
            isFor: (row) => row.procedure.name === spec.name && step.from.includes(row.state.name),
            ...(step.asksReason ? { reasonLabel: text('reason') } : {}),
            run: ({ id, revision }, reason) =>
              cases.postStep({
                params: { id, step: step.name },
                body: { ...seen(revision), ...(step.asksReason ? { reason } : {}) },
              }),
            onOver,
          };
        }),
      ),
    ],
  };
}

function isOpen({ isEnded }: ListedCase): boolean {
  return !isEnded;
}

function seen(revision: number | null): { readonly revision?: number } {
  return revision === null ? {} : { revision };
}

/** Steps of the office that are taken by saying so. */
function plainSteps({ steps, actors }: ProcedureView): ProcedureView['steps'] {
  const office = actors.filter(({ side }) => side === 'office').map(({ name }) => name);
  return steps.filter(({ form, by }) => form === null && by.some((actor) => office.includes(actor)));
}
