import { Button, type FilterValues, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useColleagues, useFacets } from './reading.ts';
import type { Wanted } from './wanted.ts';

type FacetsProps = {
  readonly wanted: Wanted;
  readonly values: FilterValues;
  readonly onApply: (values: FilterValues) => void;
};

type Chip = {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly isMore: boolean;
  /** What choosing it asks for besides. */
  readonly sets: FilterValues;
  readonly isLate?: boolean;
  /** Called as somebody is. */
  readonly isName?: boolean;
};

// More people than that are chosen in the filter.
const mostPeople = 8;

/** How many cases there are of each kind; each is a filter that is put on and off. */
export function Facets({ wanted, values, onApply }: FacetsProps): ReactElement {
  const text = useText('cases');
  const groups = useGroups(wanted);
  return (
    <section aria-label={text('facets')} className="no-print mb-3 grid gap-1">
      {groups.map(({ id, chips }) => (
        <div key={id} className="flex flex-wrap items-center gap-1">
          <h3 className="me-1 min-w-24 text-quiet text-sm">{text(`facet.${id}`)}</h3>
          {chips.map((chip) => (
            <ChipButton key={chip.id} chip={chip} values={values} onApply={onApply} />
          ))}
        </div>
      ))}
    </section>
  );
}

function ChipButton({
  chip,
  values,
  onApply,
}: Omit<FacetsProps, 'wanted'> & { readonly chip: Chip }): ReactElement {
  const { number } = useFormat();
  const names = Object.keys(chip.sets);
  const isOn = names.every((name) => values[name] === chip.sets[name]);
  const cleared = Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
  return (
    <Button
      variant={isOn ? 'primary' : 'secondary'}
      aria-pressed={isOn}
      onPress={() => onApply(isOn ? cleared : { ...values, ...chip.sets })}
    >
      {chip.isName ? <Verbatim>{chip.label}</Verbatim> : chip.label}
      <span className={chip.isLate && !isOn && chip.count > 0 ? 'font-semibold text-bad' : ''}>
        {number(chip.count)}
        {chip.isMore ? '+' : ''}
      </span>
    </Button>
  );
}

type Group = { readonly id: 'due' | 'procedure' | 'state' | 'assignee'; readonly chips: readonly Chip[] };

function useGroups(wanted: Wanted): readonly Group[] {
  const text = useText('cases');
  const say = useBilingual();
  const { data } = useFacets(wanted);
  const people = useColleagues(data !== undefined && data.assignees !== null);
  if (!data) return [];
  const { procedures, states, overdue, dueThisWeek, assignees } = data;
  const isMany = procedures.length > 1;
  const titleOf = (name: string): string => {
    const found = procedures.find((one) => one.name === name);
    return isMany && found ? `${say(found.title)} · ` : '';
  };
  const groups: readonly Group[] = [
    {
      id: 'due',
      chips: [
        { id: 'over', label: text('dues.over'), ...overdue, sets: { due: 'over' }, isLate: true },
        { id: 'week', label: text('dues.week'), ...dueThisWeek, sets: { due: 'week' } },
      ],
    },
    {
      id: 'procedure',
      chips: procedures.map(({ name, title, ...count }) => ({
        ...{ id: name, label: say(title), ...count, sets: { procedure: name } },
      })),
    },
    {
      id: 'state',
      chips: states.map(({ name, procedure, title, ...count }) => ({
        ...{ id: `${procedure}/${name}`, label: titleOf(procedure) + say(title), ...count },
        sets: { procedure, state: name },
      })),
    },
    {
      id: 'assignee',
      chips: (assignees ?? []).slice(0, mostPeople).map(({ account, ...count }) => ({
        ...{ id: account, label: people.find(({ id }) => id === account)?.name ?? text('somebody') },
        ...{ ...count, sets: { assignee: account }, isName: true },
      })),
    },
  ];
  return groups.filter(({ chips }) => chips.length > 0);
}
