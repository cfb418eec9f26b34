import {
  Button,
  CopyButton,
  DescriptionList,
  PageHeader,
  Query,
  Section,
  saveFile,
  TextLink,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import type { MessageText } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { yuan } from '../../api.ts';
import { MessageMark } from './messages.tsx';
import { readable } from './readable.ts';

/** One message between the operator and the bank, as it was sent. */
export function Screen(): ReactElement {
  const { no = '' } = useParams({ strict: false }) as { readonly no?: string };
  const message = useQuery({
    queryKey: ['yuan', 'message', no],
    queryFn: async ({ signal }) => (await yuan.getBankMessage({ params: { no }, signal })).body,
  });
  return <Query query={message}>{(read) => <Shown message={read} />}</Query>;
}

function Shown({ message }: { readonly message: MessageText }): ReactElement {
  const text = useText('yuanBank');
  const client = useQueryClient();
  const toast = useToast();
  const { no, kind, xml } = message;
  const again = useMutation({
    mutationFn: () => yuan.postMessageRepeat({ params: { no } }),
    onSuccess: () => {
      toast({ tone: 'good', title: text('messages.repeated') });
      return client.invalidateQueries({ queryKey: ['yuan', 'message', no] });
    },
  });
  const save = (): void =>
    saveFile(`${kind}-${message.messageId}.xml`, new Blob([xml], { type: 'application/xml' }));
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/wallet-bank?tab=messages', label: text('desk.messages') }]}
        title={`${kind} ${text(`message.${kind.replace('.', '')}`)}`}
        lead={<MessageMark state={message.state} />}
        object={no}
        actions={
          <>
            <Button onPress={save}>{text('messages.save')}</Button>
            <Button onPress={() => again.mutate()} pending={again.isPending}>
              {text('messages.again')}
            </Button>
          </>
        }
      />
      <Facts message={message} />
      <Section title={text('messages.text')}>
        <CopyButton text={xml} />
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto rounded-md border border-line bg-sunken p-4 text-sm"
        >
          <Verbatim>{readable(xml)}</Verbatim>
        </pre>
      </Section>
    </>
  );
}

function Facts({ message }: { readonly message: MessageText }): ReactElement {
  const text = useText('yuanBank');
  const { dateTime } = useFormat();
  const { direction, messageId, answers, exchange, arrivals, sentAtMs, actedAtMs, isOwn } = message;
  return (
    <DescriptionList
      items={[
        { term: text('desk.messageId'), value: <Verbatim>{messageId}</Verbatim> },
        { term: text('messages.direction'), value: text(`direction.${direction}`) },
        { term: text('messages.origin'), value: text(isOwn ? 'messages.own' : 'messages.file') },
        { term: text('exchanges.at'), value: dateTime(sentAtMs) },
        { term: text('messages.actedAt'), value: actedAtMs === null ? '–' : dateTime(actedAtMs) },
        { term: text('messages.arrivals'), value: String(arrivals) },
        ...(exchange === null
          ? []
          : [{ term: text('desk.movement'), value: <Verbatim>{exchange}</Verbatim> }]),
        ...(answers === null
          ? []
          : [
              {
                term: text('messages.answers'),
                value: <TextLink href={`/app/wallet-bank/messages/${answers}`}>{answers}</TextLink>,
              },
            ]),
      ]}
    />
  );
}
