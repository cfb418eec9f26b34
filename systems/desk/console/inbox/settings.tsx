import type { ChannelName, ChannelSetting } from '@finharbor/desk/contract';
import {
  Badge,
  Button,
  Callout,
  CheckboxGroup,
  Code,
  ConfirmDialog,
  EmptyState,
  Form,
  LinkButton,
  Query,
  Section,
  TextField,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { desk } from '../api.ts';
import { kindsQuery } from './queries.ts';

const channelsQuery = queryOptions({
  queryKey: ['desk', 'channels'],
  queryFn: async () => (await desk.listChannels({})).body,
});

/** How a person is told besides the inbox: of what, and where; a new address is confirmed by a code. */
export function Settings(): ReactElement {
  const text = useText('inbox');
  const channels = useQuery(channelsQuery);
  return (
    <>
      <p className="mb-4 max-w-3xl text-quiet">{text('settings.lead')}</p>
      <Query query={channels}>
        {({ offered, channels: own }) =>
          offered.length === 0 ? (
            <EmptyState
              title={text('settings.none')}
              body={text('settings.noneHelp')}
              action={<LinkButton href="/app/inbox">{text('none.seeOpen')}</LinkButton>}
            />
          ) : (
            offered.map((channel) => (
              <Channel key={channel} channel={channel} setting={own.find((one) => one.channel === channel)} />
            ))
          )
        }
      </Query>
    </>
  );
}

type ChannelProps = { readonly channel: ChannelName; readonly setting: ChannelSetting | undefined };

function Channel({ channel, setting }: ChannelProps): ReactElement {
  const text = useText('inbox');
  return (
    <Section title={text(`settings.${channel}`)}>
      {setting && (
        <p className="mb-2">
          {setting.isConfirmed ? (
            <Badge tone="good">{text('settings.confirmed')}</Badge>
          ) : (
            <Badge tone="warn">{text('settings.unconfirmed')}</Badge>
          )}
        </p>
      )}
      <Wish channel={channel} setting={setting} />
      {setting && !setting.isConfirmed && <Confirm channel={channel} />}
      {setting && <Remove channel={channel} />}
    </Section>
  );
}

function useSettled() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: channelsQuery.queryKey });
}

function Wish({ channel, setting }: ChannelProps): ReactElement {
  const text = useText('inbox');
  const say = useBilingual();
  const kinds = useQuery(kindsQuery);
  const settled = useSettled();
  const [target, setTarget] = useState(setting?.target ?? '');
  const [chosen, setChosen] = useState<readonly string[] | undefined>(setting?.kinds);
  const all = (kinds.data ?? []).map(({ kind }) => kind);
  const save = useMutation({
    mutationFn: async () =>
      (await desk.putChannel({ params: { channel }, body: { target, kinds: chosen ?? all } })).body,
    onSuccess: settled,
  });
  return (
    <Form onSubmit={() => save.mutate()} error={save.error}>
      <TextField
        label={text(`settings.${channel}Target`)}
        description={text(`settings.${channel}Help`)}
        name="target"
        value={target}
        onChange={setTarget}
        isRequired
        {...(channel === 'mail' ? { type: 'email', autoComplete: 'email' } : { type: 'url' })}
      />
      {all.length > 0 && (
        <CheckboxGroup
          label={text('settings.kinds')}
          selected={chosen ?? all}
          onChange={setChosen}
          options={(kinds.data ?? []).map(({ kind, title }) => ({ id: kind, label: say(title) }))}
        />
      )}
      {save.data?.secret && (
        <Callout tone="warn" title={text('settings.secret')}>
          <p>{text('settings.secretHelp')}</p>
          <Code copyable>{save.data.secret}</Code>
        </Callout>
      )}
      <Button type="submit" pending={save.isPending} variant="primary">
        {text('settings.save')}
      </Button>
    </Form>
  );
}

function Confirm({ channel }: { readonly channel: ChannelName }): ReactElement {
  const text = useText('inbox');
  const [code, setCode] = useState('');
  const settled = useSettled();
  const confirm = useMutation({
    mutationFn: () => desk.postConfirmation({ params: { channel }, body: { code } }),
    onSuccess: settled,
  });
  return (
    <div className="mt-4">
      <Form onSubmit={() => confirm.mutate()} error={confirm.error}>
        <TextField
          label={text('settings.code')}
          description={text('settings.codeHelp')}
          name="code"
          value={code}
          onChange={setCode}
          isRequired
          inputMode="numeric"
          autoComplete="one-time-code"
        />
        <Button type="submit" pending={confirm.isPending}>
          {text('settings.confirm')}
        </Button>
      </Form>
    </div>
  );
}

function Remove({ channel }: { readonly channel: ChannelName }): ReactElement {
  const text = useText('inbox');
  const [isAsked, ask] = useState(false);
  const settled = useSettled();
  const remove = useMutation({
    mutationFn: () => desk.deleteChannel({ params: { channel } }),
    onSuccess: async () => {
      ask(false);
      await settled();
    },
  });
  return (
    <div className="mt-2">
      <Button variant="quiet" onPress={() => ask(true)}>
        {text('settings.remove')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => ask(false)}
        title={text('settings.removeAsk')}
        body={text('settings.removeBody')}
        confirmLabel={text('settings.remove')}
        danger
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      />
    </div>
  );
}
