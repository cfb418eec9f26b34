import type { ProcedureView } from '@finharbor/casework/contract';
import {
  type Column,
  DataTable,
  DescriptionList,
  PageHeader,
  Query,
  Section,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useProcedure } from '../case/reading.ts';
import { fieldsOf } from '../form/fields.ts';
import { Drawing } from './drawing.tsx';

/** A procedure: its way, who does what, by when, and what is asked for. */
export function Screen(): ReactElement {
  const { name } = useParams({ strict: false }) as { readonly name: string };
  return <Query query={useProcedure(name)}>{(spec) => <Whole spec={spec} />}</Query>;
}

type Props = { readonly spec: ProcedureView };

function Whole({ spec }: Props): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/cases/new', label: text('new') }]}
        title={say(spec.title)}
        lead={text('version', { n: spec.version, years: spec.keptYears })}
      />
      <Drawing procedure={spec} />
      <Section title={text('stepsOf')}>
        <StepTable spec={spec} />
      </Section>
      <Section title={text('terms')}>
        <TermTable spec={spec} />
      </Section>
      <Section title={text('askedFor')}>
        <Asked spec={spec} />
      </Section>
    </>
  );
}

function StepTable({ spec }: Props): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const titleOf = (parts: ProcedureView['states'] | ProcedureView['actors'], name: string): string => {
    const found = parts.find((part) => part.name === name);
    return found ? say(found.title) : text('clock');
  };
  const list = (names: readonly string[]): string => names.join(text('comma'));
  const columns: readonly Column<ProcedureView['steps'][number]>[] = [
    { id: 'title', header: text('step'), cell: ({ title }) => say(title), text: ({ title }) => say(title) },
    { id: 'by', header: text('by'), cell: ({ by }) => list(by.map((name) => titleOf(spec.actors, name))) },
    {
      id: 'from',
      header: text('from'),
      cell: ({ from }) => list(from.map((name) => titleOf(spec.states, name))),
    },
    { id: 'to', header: text('to'), cell: ({ to }) => titleOf(spec.states, to) },
  ];
  return (
    <DataTable
      id={`/procedures/steps`}
      caption={text('stepsOf')}
      columns={columns}
      rows={spec.steps}
      rowKey={({ name }) => name}
    />
  );
}

function TermTable({ spec }: Props): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const items = spec.terms.map(({ title, days, counts, promisedDays, basis }) => ({
    term: say(title),
    value: (
      <>
        {text(counts === 'business' ? 'businessDays' : 'calendarDays', { n: days })}
        {promisedDays !== null && <> · {text('promisedDays', { n: promisedDays })}</>}
        {basis && <> · {say(basis)}</>}
      </>
    ),
  }));
  return <DescriptionList items={items} />;
}

function Asked({ spec }: Props): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const list = (titles: readonly { readonly en: string; readonly zh: string }[]): string =>
    titles.map(say).join(text('comma'));
  return (
    <DescriptionList
      items={[
        ...spec.forms.map(({ title, schema }) => ({
          term: say(title),
          value: list(fieldsOf(schema).map((field) => field.title)),
        })),
        ...(spec.documents.length > 0
          ? [{ term: text('documents'), value: list(spec.documents.map(({ title }) => title)) }]
          : []),
      ]}
    />
  );
}
