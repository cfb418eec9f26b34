import {
  Card,
  Code,
  DescriptionList,
  Disclosure,
  Grid,
  LinkButton,
  Stat,
  Tabs,
  Timeline,
  useFormat,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';

const views = ['first', 'second', 'third'] as const;
const appliedMs = Date.UTC(2026, 10, 25, 1, 30);

/** Figures, cards, facts, what happened, and views of one thing. */
export function Data(): ReactElement {
  const text = useText('design');
  const { duration, money, number } = useFormat();
  return (
    <>
      <Grid>
        <Stat label={text('data.loans')} value={number(1284)} hint={text('data.loansHint')} />
        <Stat label={text('data.limit')} value={money('48623000000', 'CNY')} />
        <Stat label={text('data.time')} value={duration(83_000)} />
      </Grid>
      <div className="mt-5 grid gap-5 lg:grid-cols-2">
        <Facts />
        <History />
      </div>
      <Views />
      <Disclosure title={text('data.more')}>{text('data.moreBody')}</Disclosure>
    </>
  );
}

function Facts(): ReactElement {
  const text = useText('design');
  const { rate } = useFormat();
  return (
    <Card title={text('data.card')}>
      <p className="mb-3">{text('data.cardBody')}</p>
      <DescriptionList
        items={[
          { term: text('data.bank'), value: text('type.long') },
          { term: text('data.term'), value: text('data.months', { n: 12 }) },
          { term: text('data.rate'), value: rate(435) },
          { term: text('data.number'), value: <Code copyable>7f3a09c1</Code> },
        ]}
      />
      <LinkButton href="/app/design#data" variant="primary">
        {text('form.next')}
      </LinkButton>
    </Card>
  );
}

function History(): ReactElement {
  const text = useText('design');
  const { dateTime } = useFormat();
  return (
    <Timeline
      items={[
        { title: text('data.applied'), at: dateTime(appliedMs) },
        { title: text('data.scored'), at: dateTime(appliedMs + 42_000), body: text('data.scoredBody') },
        { title: text('data.offered') },
      ]}
    />
  );
}

function Views(): ReactElement {
  const text = useText('design');
  const [view, setView] = useState<(typeof views)[number]>('first');
  return (
    <div className="my-5">
      <Tabs
        label={text('data.views')}
        selected={view}
        onSelect={setView}
        tabs={views.map((id) => ({
          id,
          label: text(`data.${id}`),
          content: <p>{text(`data.${id}Body`)}</p>,
        }))}
      />
    </div>
  );
}
