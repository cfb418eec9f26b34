import type { LifeView, ProductView } from '@finharbor/harbor/contract';
import { DataTable, EmptyState, Query, Section, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { LineageView } from './lineage.tsx';
import { Orders } from './orders.tsx';
import { Changes, Sample, Valuation } from './parts.tsx';
import { Quality } from './quality.tsx';
import { useLife } from './read.ts';
import { History, Register } from './register.tsx';
import { LifeSteps } from './state.tsx';

/** Everything about a version's life that anybody may see. */
export function ProductLife({ product }: { readonly product: ProductView }): ReactElement {
  const life = useLife(product.id);
  return <Query query={life}>{(found) => <Life life={found} product={product} />}</Query>;
}

function Life({ life, product }: { readonly life: LifeView; readonly product: ProductView }): ReactElement {
  const text = useText('life');
  return (
    <>
      <LifeSteps state={life.state} isReviewDemanded={life.isReviewDemanded} />
      <Orders life={life} />
      <Section title={text('quality.title')}>
        <Quality report={life.quality} />
      </Section>
      <Section title={text('sample.title')}>
        <Sample sample={life.sample} />
      </Section>
      <Section title={text('valuation.title')}>
        <Valuation valuation={life.valuation} />
      </Section>
      <Section title={text('register')}>
        <Register register={life.register} />
      </Section>
      <Section title={text('review.title')}>
        <Review review={life.review} />
      </Section>
      <Section title={text('lineage.title')}>
        <LineageView lineage={life.lineage} version={life.version} />
      </Section>
      <Section title={text('versions.changes')}>
        <Changes body={product.body} />
      </Section>
      <Section title={text('history')}>
        <History life={life} />
      </Section>
    </>
  );
}

/** What the reviewer found, item by item. */
export function Review({ review }: Pick<LifeView, 'review'>): ReactElement {
  const text = useText('life');
  const { dateTime } = useFormat();
  if (!review) return <EmptyState title={text('review.none')} />;
  const { answers, decision, level } = review.body;
  return (
    <>
      <p className="mb-3">
        {text(`reviewed.${decision}`)} · {text(`review.level.${level}`)} · {dateTime(review.issuedAtMs)}
      </p>
      <DataTable
        caption={text('review.title')}
        rows={answers}
        rowKey={({ item }) => item}
        columns={[
          { id: 'item', header: text('col.item'), cell: ({ item }) => text(`review.item.${item}`) },
          {
            id: 'verdict',
            header: text('col.verdict'),
            cell: ({ verdict }) => text(`review.verdict.${verdict}`),
          },
          {
            id: 'finding',
            header: text('col.finding'),
            cell: ({ finding }) => <Verbatim>{finding}</Verbatim>,
          },
        ]}
      />
    </>
  );
}
