import type { PilotNext, SeenRecord, Stage } from '@finharbor/sandbox/contract';
import { Badge, Disclosure, Query, Section, type Tone, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { ProjectProps } from '../one/page.tsx';
import { useNext, useSupervision } from '../reading.ts';
import { Detail } from './detail.tsx';
import { type RecordKind, recordKinds } from './fields.ts';
import { NewRecord } from './form.tsx';
import { Usage } from './usage.tsx';

/** What was put on record of a project: disclosures, data, models, compensation, and after its exit the roll-out. */
export function Records({ one }: ProjectProps): ReactElement {
  const next = useNext(one.number);
  const watch = useSupervision(one.number);
  return (
    <Query query={next}>
      {({ may }) => (
        <Query query={watch}>
          {({ records }) => (
            <>
              {recordKinds
                .filter((kind) => kind !== 'follow_up' || one.stage === 'exited')
                .map((kind) => (
                  <OfKind
                    key={kind}
                    {...{ one, may, kind }}
                    records={records.filter(({ body }) => body.kind === kind)}
                  />
                ))}
            </>
          )}
        </Query>
      )}
    </Query>
  );
}

type KindProps = ProjectProps & {
  readonly may: PilotNext['may'];
  readonly kind: RecordKind;
  readonly records: readonly SeenRecord[];
};

function OfKind({ one, may, kind, records }: KindProps): ReactElement {
  const text = useText('pilot');
  const mayPut = may.record && isOpen(kind, one.stage);
  return (
    <Section title={text(`record.${kind}`)} id={kind}>
      <p className="mb-3 max-w-prose text-quiet">{text(`recordHelp.${kind}`)}</p>
      {records.length === 0 && <p className="mb-3">{text('record.none')}</p>}
      {kind === 'data' && records.length > 0 && <Usage number={one.number} />}
      {records.map((record) => (
        <One key={record.id} {...{ one, may, record, mayPut }} />
      ))}
      {mayPut && <NewRecord key={records.length} number={one.number} kind={kind} />}
    </Section>
  );
}

type OneProps = ProjectProps & {
  readonly may: PilotNext['may'];
  readonly record: SeenRecord;
  readonly mayPut: boolean;
};

function One({ one, may, record, mayPut }: OneProps): ReactElement {
  const text = useText('pilot');
  const { date } = useFormat();
  const { version, atMs } = record;
  const state = stateOf(record);
  return (
    <Disclosure
      title={text('record.line', { name: nameOf(record), version, day: date(atMs) })}
      key={`${record.id} ${version}`}
    >
      {state && (
        <p className="mb-3">
          <Badge tone={state.tone}>{text(`record.state.${state.id}`)}</Badge>
        </p>
      )}
      <Detail number={one.number} record={record} mayPut={mayPut} mayReview={may.office} />
    </Disclosure>
  );
}

/** Whether such a record can be put while a project stands there. */
function isOpen(kind: RecordKind, stage: Stage): boolean {
  if (kind === 'compensation') return true;
  if (kind === 'follow_up') return stage === 'exited';
  return !['exited', 'stopped', 'refused', 'withdrawn'].includes(stage);
}

function nameOf({ body }: SeenRecord): string {
  switch (body.kind) {
    case 'disclosure':
      return body.title;
    case 'data':
      return body.product;
    case 'model':
      return body.name;
    case 'compensation':
      return body.cause.slice(0, 60);
    default:
      return body.text.slice(0, 60);
  }
}

type State = { readonly id: string; readonly tone: Tone };

function stateOf({ body, review }: SeenRecord): State | undefined {
  if (body.kind === 'model') {
    if (review === null) return { id: 'unreviewed', tone: 'warn' };
    return { id: review.verdict, tone: review.verdict === 'accepted' ? 'good' : 'bad' };
  }
  if (body.kind !== 'compensation') return undefined;
  const isPaid = body.paidCustomers === body.customers && body.paidFen === body.dueFen;
  return isPaid ? { id: 'paid', tone: 'good' } : { id: 'owed', tone: 'warn' };
}
