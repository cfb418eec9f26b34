import {
  type BarPart,
  Button,
  Callout,
  DescriptionList,
  ErrorSummary,
  Grid,
  PageHeader,
  ProgressBar,
  Query,
  Section,
  SplitBar,
  Stat,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { BatchView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { Approve } from './approve.tsx';
import { BatchState } from './batches.tsx';
import { Entries } from './entries.tsx';
import { Findings } from './findings.tsx';
import { useBatch } from './reading.ts';
import { ReportPart } from './report.tsx';

/** One batch, from its file to its report. */
export function Screen(): ReactElement {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  return <Query query={useBatch(id)}>{(batch) => <Batch batch={batch} />}</Query>;
}

function Batch({ batch }: { readonly batch: BatchView }): ReactElement {
  const text = useText('yuanFunds');
  const say = useBilingual();
  const { number, dateTime } = useFormat();
  const isRead = !['uploading', 'checking'].includes(batch.state);
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/funds', label: text('title') },
          { href: `/app/funds/${batch.fund}`, label: say(batch.title) },
        ]}
        title={text('batch', { file: batch.file })}
        lead={<BatchState state={batch.state} />}
        actions={<Cancel batch={batch} />}
      />
      <What batch={batch} />
      {isRead && (
        <Grid>
          <Stat label={text('good')} value={number(batch.good)} hint={yuanText(batch.sumMinor)} />
          <Stat
            label={text('left')}
            value={number(batch.entries - batch.good)}
            hint={text('leftHint', { n: number(batch.bad) })}
          />
          <Stat
            label={text('entryState.paid')}
            value={number(batch.tally.paid.count)}
            hint={yuanText(batch.tally.paid.sumMinor)}
          />
          <Stat
            label={text('entryState.waiting')}
            value={number(batch.tally.waiting.count)}
            hint={yuanText(batch.tally.waiting.sumMinor)}
          />
        </Grid>
      )}
      {batch.approvedAtMs !== null && <Progress batch={batch} />}
      <Approve batch={batch} />
      {batch.bad > 0 && <Findings batch={batch} />}
      {batch.good > 0 && <Entries batch={batch} />}
      {batch.approvedAtMs !== null && <ReportPart batch={batch} />}
      <DescriptionList
        items={[
          { term: text('madeAt'), value: dateTime(batch.madeAtMs) },
          { term: text('upload.onBad'), value: text(`onBad.${batch.onBad}`) },
          { term: text('upload.together'), value: text(`together.${batch.together}`) },
          ...(batch.messageId === null
            ? []
            : [{ term: 'MsgId', value: <Verbatim>{batch.messageId}</Verbatim> }]),
          ...(batch.digest === null
            ? []
            : [{ term: text('digest'), value: <Verbatim>{batch.digest}</Verbatim> }]),
        ]}
      />
    </>
  );
}

/** What is going on, and what comes next. */
function What({ batch }: { readonly batch: BatchView }): ReactElement | null {
  const text = useText('yuanFunds');
  const { state } = batch;
  if (state === 'refused')
    return (
      <Callout tone="bad" title={text('what.refused')}>
        {text('what.refusedHelp')}
      </Callout>
    );
  if (state === 'checking') return <Callout tone="accent" title={text('what.checking')} />;
  if (state === 'uploading') return <Callout tone="warn" title={text('what.uploading')} />;
  if (state === 'cancelled') return <Callout tone="warn" title={text('what.cancelled')} />;
  if (state === 'checked')
    return <Callout tone="accent" title={text(batch.isOwn ? 'what.other' : 'what.look')} />;
  return null;
}

function Progress({ batch }: { readonly batch: BatchView }): ReactElement {
  const text = useText('yuanFunds');
  const { number } = useFormat();
  const { tally, good } = batch;
  const over = good - tally.checked.count - tally.planned.count;
  const tones = {
    paid: 'good',
    waiting: 'accent',
    refused: 'bad',
    returned: 'warn',
    planned: 'accent',
    checked: 'neutral',
  } as const;
  const parts = (Object.keys(tones) as (keyof typeof tones)[])
    .filter((state) => tally[state].count > 0)
    .map(
      (state): BarPart => ({
        id: state,
        label: text(`entryState.${state}`),
        value: tally[state].count,
        shown: number(tally[state].count),
        tone: tones[state],
      }),
    );
  return (
    <Section title={text('progress')}>
      {over < good && (
        <ProgressBar
          label={text('progressOf', { done: number(over), all: number(good) })}
          value={good === 0 ? 1 : over / good}
        />
      )}
      <SplitBar label={text('progress')} parts={parts} />
    </Section>
  );
}

function Cancel({ batch }: { readonly batch: BatchView }): ReactElement | null {
  const text = useText('yuanFunds');
  const client = useQueryClient();
  const mayCancel = useWho()?.roles.some((role) => role === 'bureau' || role === 'operator') ?? false;
  const cancel = useMutation({
    mutationFn: () => yuan.postFundCancellation({ params: { id: batch.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan'] }),
  });
  if (!mayCancel || !['uploading', 'checked', 'running'].includes(batch.state)) return null;
  return (
    <>
      <ErrorSummary error={cancel.error} />
      <Button onPress={() => cancel.mutate()} pending={cancel.isPending}>
        {text('cancel')}
      </Button>
    </>
  );
}
