import {
  FilterRow,
  type FilterValues,
  LinkButton,
  PageHeader,
  SavedViews,
  Tabs,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { Facets } from './list/facets.tsx';
import { useFields, useFilters, useShown } from './list/filter.ts';
import { TakeNext } from './list/next.tsx';
import { Rows } from './list/rows.tsx';
import { SaveList } from './list/save.tsx';
import { type Queue, wantedOf, withHidden } from './list/wanted.ts';

const queues = ['mine', 'unassigned', 'office', 'applied', 'seat', 'watching'] as const;
const officeQueues: readonly Queue[] = ['mine', 'unassigned', 'office'];
const offices = ['operator', 'bureau'];

/** Cases by queue: what is due first comes first. What is asked for stands in the address. */
export function Screen(): ReactElement {
  const text = useText('cases');
  const isOffice = useWho()?.roles.some((role) => offices.includes(role)) ?? false;
  const offered = queues.filter((queue) => isOffice || !officeQueues.includes(queue));
  const fields = useFields(isOffice);
  const [values, apply] = useFilters(fields);
  const shown = useShown(values);
  const queue = offered.find((one) => one === values.queue) ?? (isOffice ? 'unassigned' : 'applied');
  return (
    <>
      <PageHeader
        title={text('title')}
        lead={text('lead')}
        actions={
          <div className="flex flex-wrap gap-2">
            {queue === 'unassigned' && <TakeNext />}
            <LinkButton variant={isOffice ? 'secondary' : 'primary'} href="/app/cases/new">
              {text('new')}
            </LinkButton>
          </div>
        }
      />
      <FilterRow fields={fields} values={shown} onApply={(next) => apply(withHidden(values, next))} />
      <Tabs
        label={text('queues')}
        selected={queue}
        onSelect={(next) => apply({ ...values, queue: next })}
        tabs={offered.map((id) => ({
          id,
          label: text(`queue.${id}`),
          content: <Listed queue={id} values={values} onApply={apply} />,
        }))}
      />
    </>
  );
}

type ListedProps = {
  readonly queue: Queue;
  readonly values: FilterValues;
  readonly onApply: (values: FilterValues) => void;
};

function Listed({ queue, values, onApply }: ListedProps): ReactElement {
  const wanted = wantedOf(values, queue);
  const isFiltered = Object.keys(wanted).length > 1;
  return (
    <>
      <Facets wanted={wanted} values={values} onApply={onApply} />
      <Rows
        wanted={wanted}
        isOffice={officeQueues.includes(queue)}
        tools={
          <>
            <SavedViews list="/cases" values={values} onApply={onApply} />
            <SaveList wanted={wanted} />
          </>
        }
        onReset={isFiltered ? () => onApply({ queue }) : undefined}
      />
    </>
  );
}
