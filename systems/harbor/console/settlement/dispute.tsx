import type { DisputeView, OpeningView } from '@finharbor/harbor/contract';
import {
  Badge,
  Callout,
  Card,
  Code,
  DescriptionList,
  Section,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';
import { useYuan } from './amounts.ts';

type Of = { readonly dispute: DisputeView };

/** A dispute in full: what is argued, what was answered, what was shown, what was decided. */
export function DisputeBody({ dispute }: Of): ReactElement {
  const text = useText('settlement');
  return (
    <>
      <Decided dispute={dispute} />
      <Facts dispute={dispute} />
      <Section title={text('claim')}>
        <p className="max-w-prose whitespace-pre-line">
          <Verbatim>{dispute.words}</Verbatim>
        </p>
      </Section>
      <Section title={text('answer')}>
        <Answer dispute={dispute} />
      </Section>
      <Section title={text('shownTitle')}>
        <p className="mb-3 max-w-prose text-quiet text-sm">{text('shownHelp')}</p>
        {dispute.openings.length === 0 && <p>{text('nothingShown')}</p>}
        {dispute.openings.map((opening) => (
          <Opening key={opening.id} opening={opening} />
        ))}
      </Section>
    </>
  );
}

function Facts({ dispute }: Of): ReactElement {
  const text = useText('settlement');
  const nameOf = usePartyName();
  const yuan = useYuan();
  const { dateTime } = useFormat();
  return (
    <DescriptionList
      items={[
        { term: text('column.filedBy'), value: <Verbatim>{nameOf(dispute.filedBy)}</Verbatim> },
        { term: text('column.against'), value: <Verbatim>{nameOf(dispute.against)}</Verbatim> },
        { term: text('column.why'), value: text(`why.${dispute.reason}`) },
        { term: text('column.price'), value: yuan(dispute.priceMinor) },
        { term: text('column.month'), value: <Verbatim>{dispute.month}</Verbatim> },
        { term: text('column.filedAt'), value: dateTime(dispute.filedAtMs) },
        { term: text('column.due'), value: dateTime(dispute.answerDueAtMs) },
        { term: text('column.contract'), value: <Code>{dispute.contract}</Code> },
        { term: text('column.line'), value: <Code>{dispute.charge}</Code> },
      ]}
    />
  );
}

function Answer({ dispute: { answer, state } }: Of): ReactElement {
  const text = useText('settlement');
  const { dateTime } = useFormat();
  if (!answer) return <p>{text(state === 'overdue' ? 'noAnswerInTime' : 'noAnswer')}</p>;
  return (
    <>
      <p>
        <Badge tone={answer.position === 'agrees' ? 'good' : 'warn'}>
          {text(`position.${answer.position}`)}
        </Badge>
        {dateTime(answer.atMs)}
      </p>
      <p className="max-w-prose whitespace-pre-line">
        <Verbatim>{answer.words}</Verbatim>
      </p>
    </>
  );
}

const shownFacts = ['job', 'session', 'transcript', 'usedAt'] as const;

function Opening({ opening }: { readonly opening: OpeningView }): ReactElement {
  const text = useText('settlement');
  const nameOf = usePartyName();
  const { number } = useFormat();
  return (
    <div className="mb-3">
      <Card title={text('receiptOf', { party: nameOf(opening.party) })}>
        <p className="mb-2">
          <Badge tone={opening.verdict === 'valid' ? 'good' : 'bad'}>
            {text(`shown.${opening.verdict}`)}
          </Badge>
        </p>
        <DescriptionList
          items={[
            { term: text('column.index'), value: number(opening.logIndex) },
            ...shownFacts.map((fact) => ({
              term: text(`receipt.${fact}`),
              value: <Code>{String(opening.receipt[fact] ?? '')}</Code>,
            })),
          ]}
        />
      </Card>
    </div>
  );
}

function Decided({ dispute: { award, priceMinor } }: Of): ReactElement | null {
  const text = useText('settlement');
  const yuan = useYuan();
  const { dateTime } = useFormat();
  if (!award) return null;
  return (
    <Callout
      tone={award.outcome === 'dismissed' ? 'accent' : 'good'}
      title={text(`dispute.${award.outcome}`)}
    >
      <p>
        {text('priceNow', {
          before: yuan(priceMinor),
          now: yuan(award.priceMinor),
          at: dateTime(award.atMs),
        })}
      </p>
      <p className="max-w-prose whitespace-pre-line">
        <Verbatim>{award.reason}</Verbatim>
      </p>
    </Callout>
  );
}
