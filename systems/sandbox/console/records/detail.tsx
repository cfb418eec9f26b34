import type { SeenRecord } from '@finharbor/sandbox/contract';
import { Button, Callout, DescriptionList, Meter, useFormat, useText, Verbatim } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { filledFrom, recordFields, yuanOf } from './fields.ts';
import { RecordForm } from './form.tsx';
import { Review } from './review.tsx';
import { Versions } from './versions.tsx';

type DetailProps = {
  readonly number: string;
  readonly record: SeenRecord;
  readonly mayPut: boolean;
  readonly mayReview: boolean;
};

/** A record in its latest version, its versions beside each other, its next version, and of a model its review. */
export function Detail({ number: project, record, mayPut, mayReview }: DetailProps): ReactElement {
  const text = useText('pilot');
  const { number } = useFormat();
  const [part, setPart] = useState<'versions' | 'next'>();
  const { body, review, version } = record;
  const values = filledFrom(body);
  return (
    <>
      {review && (
        <Callout
          tone={review.verdict === 'accepted' ? 'good' : 'bad'}
          title={text(`record.state.${review.verdict}`)}
        >
          <Verbatim>{review.opinion}</Verbatim>
        </Callout>
      )}
      <Paid record={record} />
      <DescriptionList
        items={recordFields[body.kind].map(({ name, kind }) => ({
          term: text(`recordField.${name}`),
          value: (
            <span className="wrap-anywhere whitespace-pre-line">
              <Verbatim>{kind === 'count' ? number(Number(values[name])) : values[name]!}</Verbatim>
            </span>
          ),
        }))}
      />
      <div className="mb-3 flex flex-wrap gap-2">
        {version > 1 && (
          <Button onPress={() => setPart(part === 'versions' ? undefined : 'versions')}>
            {text('compare.title')}
          </Button>
        )}
        {mayPut && (
          <Button onPress={() => setPart(part === 'next' ? undefined : 'next')}>
            {text(body.kind === 'compensation' ? 'record.pay' : 'record.next')}
          </Button>
        )}
      </div>
      {part === 'versions' && <Versions number={project} record={record} />}
      {part === 'next' && (
        <RecordForm
          {...{ number: project, id: record.id, kind: body.kind }}
          first={body.kind === 'model' ? { ...values, change: '' } : values}
          onOver={() => setPart(undefined)}
        />
      )}
      {mayReview && body.kind === 'model' && review === null && (
        <Review number={project} id={record.id} version={version} />
      )}
    </>
  );
}

/** How far customers are compensated. */
function Paid({ record: { body } }: Pick<DetailProps, 'record'>): ReactElement | null {
  const text = useText('pilot');
  const { money, number } = useFormat();
  if (body.kind !== 'compensation') return null;
  const { customers, paidCustomers, dueFen, paidFen } = body;
  const yuan = (fen: number): string => money(yuanOf(fen), 'CNY');
  return (
    <>
      <Meter
        label={text('recordField.paidCustomers')}
        value={paidCustomers}
        max={Math.max(customers, 1)}
        valueText={text('record.of', { paid: number(paidCustomers), due: number(customers) })}
      />
      <Meter
        label={text('recordField.paidFen')}
        value={paidFen}
        max={Math.max(dueFen, 1)}
        valueText={text('record.of', { paid: yuan(paidFen), due: yuan(dueFen) })}
      />
    </>
  );
}
