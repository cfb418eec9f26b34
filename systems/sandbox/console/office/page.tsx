import { type AskedField, PageHeader, Tabs, useAddressFilters, useText } from '@finharbor/ui';
import { lazy, type ReactElement } from 'react';
import { Part } from '../words.tsx';
import { Batches } from './batches.tsx';

const Comments = lazy(async () => ({ default: (await import('./comments.tsx')).Comments }));
const Figures = lazy(async () => ({ default: (await import('./figures.tsx')).FiguresOf }));

const tabs = ['batches', 'comments', 'figures'] as const;
const asked: readonly AskedField[] = [
  { id: 'tab', label: 'tab', kind: 'text' },
  { id: 'batch', label: 'batch', kind: 'text' },
];

/** What the pilot's office works from: declarations of a batch, comments to see to, figures. */
export function Screen(): ReactElement {
  const text = useText('pilot');
  const [values, apply] = useAddressFilters(asked);
  const content = {
    batches: <Batches batch={values.batch ?? ''} onBatch={(batch) => apply({ ...values, batch })} />,
    comments: <Comments />,
    figures: <Figures />,
  };
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/pilots', label: text('title') }]}
        title={text('office.title')}
        lead={text('office.lead')}
      />
      <Tabs
        label={text('office.title')}
        selected={tabs.find((id) => id === values.tab) ?? 'batches'}
        onSelect={(tab) => apply({ ...values, tab })}
        tabs={tabs.map((id) => ({
          ...{ id, label: text(`office.${id}`) },
          content: <Part>{content[id]}</Part>,
        }))}
      />
    </>
  );
}
