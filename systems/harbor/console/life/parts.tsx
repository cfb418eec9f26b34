import { type LifeView, type ProductView, workedValuation } from '@finharbor/harbor/contract';
import { DataTable, EmptyState, Query, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useProduct } from '../catalogue/products.ts';
import { usePlanText, yuanOf } from './prices.tsx';
import { type VersionChange, versionChanges } from './versions.ts';

/** Rows that the holder shows, and what they are. */
export function Sample({ sample }: { readonly sample: LifeView['sample'] }): ReactElement {
  const text = useText('life');
  if (!sample) return <EmptyState title={text('sample.none')} />;
  const { made, rows } = sample.body;
  const numbered = rows.map((row, at) => ({ at, row }));
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <>
      <p className="mb-3 max-w-prose text-quiet">{text(`sample.${made}`)}</p>
      <DataTable
        caption={text('sample.title')}
        rows={numbered}
        rowKey={({ at }) => String(at)}
        columns={names.map((name) => ({
          id: name,
          header: text('sample.column', { name }),
          cell: ({ row }: (typeof numbered)[number]) => <Verbatim>{String(row[name] ?? '—')}</Verbatim>,
        }))}
      />
    </>
  );
}

/** A valuation worked out line by line. */
export function Valuation({ valuation }: { readonly valuation: LifeView['valuation'] }): ReactElement {
  const text = useText('life');
  const say = useBilingual();
  const { money } = useFormat();
  if (!valuation) return <EmptyState title={text('valuation.none')} />;
  const { inputs, assumptions, currency } = valuation.body;
  const lines = workedValuation(inputs).lines.map((line, at) => ({ ...line, at }));
  return (
    <>
      <p className="mb-3 max-w-prose text-quiet">{text('valuation.lead')}</p>
      <DataTable
        caption={text(`valuation.approach.${inputs.approach}`)}
        rows={lines}
        rowKey={({ at }) => String(at)}
        columns={[
          {
            id: 'line',
            header: text('valuation.line'),
            cell: ({ title }) => (typeof title === 'string' ? <Verbatim>{title}</Verbatim> : say(title)),
          },
          {
            id: 'formula',
            header: text('valuation.formula'),
            cell: ({ formula }) => <Verbatim>{formula}</Verbatim>,
          },
          {
            id: 'amount',
            header: text('valuation.amount'),
            cell: ({ amountMinor }) => money(yuanOf(String(amountMinor)), currency),
            align: 'end',
          },
        ]}
      />
      <h3 className="mt-4 font-medium">{text('valuation.assumptions')}</h3>
      <ul className="list-disc ps-5">
        {assumptions.map((assumption) => (
          <li key={assumption}>
            <Verbatim>{assumption}</Verbatim>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is different from the version before. */
export function Changes({ body }: Pick<ProductView, 'body'>): ReactElement {
  const text = useText('life');
  return body.previous === undefined ? (
    <p className="text-quiet">{text('versions.first')}</p>
  ) : (
    <ChangedSince body={body} previous={body.previous} />
  );
}

function ChangedSince({
  body,
  previous,
}: Pick<ProductView, 'body'> & { readonly previous: string }): ReactElement {
  const text = useText('life');
  const say = useBilingual();
  const plan = usePlanText();
  const before = useProduct(previous);
  const named = ({ what, name }: VersionChange): string =>
    what === 'field' ? text('versions.field', { name }) : text(`versions.what.${what}`);
  return (
    <>
      {body.changes && <p className="mb-3 max-w-prose">{say(body.changes)}</p>}
      <Query query={before} shape="table">
        {(found) => (
          <DataTable
            caption={text('versions.changes')}
            rows={versionChanges(found.body, body, { say, plan })}
            rowKey={({ what, name }) => `${what} ${name}`}
            empty={<EmptyState title={text('versions.none')} />}
            columns={[
              { id: 'what', header: text('col.change'), cell: named },
              {
                id: 'before',
                header: text('col.before'),
                cell: (change) => <Verbatim>{change.before || text('versions.absent')}</Verbatim>,
              },
              {
                id: 'after',
                header: text('col.after'),
                cell: (change) => <Verbatim>{change.after || text('versions.absent')}</Verbatim>,
              },
            ]}
          />
        )}
      </Query>
    </>
  );
}
