import { disputeReasons } from '@finharbor/harbor/contract';
import {
  Button,
  DescriptionList,
  EmptyState,
  Form,
  LinkButton,
  PageHeader,
  Query,
  RadioGroup,
  TextArea,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { useYuan } from './amounts.ts';

type Asked = { readonly charge: string; readonly month: string };

/** An approver disputes one line of a statement. */
export function Screen(): ReactElement {
  const text = useText('settlement');
  const { charge = '', month = '' } = useSearch({ strict: false }) as Partial<Asked>;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/disputes', label: text('disputes.title') }]}
        title={text('file.title')}
        lead={text('file.lead')}
      />
      {charge === '' || month === '' ? (
        <EmptyState
          title={text('file.noLine')}
          body={text('file.noLineHelp')}
          action={<LinkButton href="/app/settlement">{text('title')}</LinkButton>}
        />
      ) : (
        <Dispute charge={charge} month={month} />
      )}
    </>
  );
}

function Dispute({ charge, month }: Asked): ReactElement {
  const line = useQuery({
    queryKey: ['settlement', 'line', charge],
    queryFn: async () => (await node.getStatementLine({ params: { id: charge } })).body,
  });
  return (
    <Query query={line}>
      {(found) => (
        <>
          <Line line={found} />
          <File charge={charge} month={month} />
        </>
      )}
    </Query>
  );
}

type Facts = Awaited<ReturnType<typeof node.getStatementLine>>['body'];

function Line({ line }: { readonly line: Facts }): ReactElement {
  const text = useText('settlement');
  const nameOf = usePartyName();
  const yuan = useYuan();
  const { dateTime } = useFormat();
  const { party } = usePlace();
  const other = line.consumer === party ? line.provider : line.consumer;
  return (
    <DescriptionList
      items={[
        { term: text('column.usedAt'), value: dateTime(line.usedAtMs) },
        { term: text('column.what'), value: line.reason === null ? '—' : text(`reason.${line.reason}`) },
        { term: text('column.other'), value: <Verbatim>{other === null ? '—' : nameOf(other)}</Verbatim> },
        { term: text('column.price'), value: yuan(line.priceMinor) },
      ]}
    />
  );
}

function File({ charge, month }: Asked): ReactElement {
  const text = useText('settlement');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState<(typeof disputeReasons)[number]>('no_result');
  const [words, setWords] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const file = useMutation({
    mutationFn: async () =>
      (await node.postDispute({ body: { charge, month, reason, words }, idempotencyKey: key })).body.id,
    async onSuccess(id) {
      await client.invalidateQueries({ queryKey: ['settlement'] });
      await navigate({ to: `/app/disputes/${id}` });
    },
  });
  return (
    <Form onSubmit={() => file.mutate()} error={file.error}>
      <RadioGroup
        label={text('column.why')}
        name="reason"
        selected={reason}
        onChange={setReason}
        options={disputeReasons.map((one) => ({ id: one, label: text(`why.${one}`) }))}
      />
      <TextArea
        label={text('words')}
        description={text('file.wordsHelp')}
        name="words"
        value={words}
        onChange={setWords}
        maxLength={2000}
        isRequired
      />
      <Button type="submit" variant="primary" isDisabled={words.trim() === ''} pending={file.isPending}>
        {text('file.send')}
      </Button>
    </Form>
  );
}
