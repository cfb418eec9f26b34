import type { MyProvider } from '@finharbor/access/contract';
import {
  Button,
  Callout,
  Card,
  ConfirmDialog,
  ErrorSummary,
  Grid,
  Query,
  Section,
  useBilingual,
  useFormat,
  useText,
  useToast,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { outside } from './api.ts';
import { OutsideFault } from './fault.tsx';
import { useOutcome } from './outcome.ts';

/** The providers I can link my account to, and those it is linked to. */
export function MyProviders(): ReactElement | null {
  const text = useText('outside');
  const mine = useQuery({
    queryKey: ['outside-links'],
    queryFn: async () => (await outside.listOutsideLinks({})).body,
  });
  // Where no provider is set up there is nothing to say about them.
  if (mine.data?.length === 0) return null;
  return (
    <Section title={text('mine.title')}>
      <p className="mb-3 max-w-prose">{text('mine.lead')}</p>
      <Query query={mine}>{(providers) => <Links providers={providers} />}</Query>
    </Section>
  );
}

function Links({ providers }: { readonly providers: readonly MyProvider[] }): ReactElement {
  const text = useText('outside');
  const say = useBilingual();
  const outcome = useOutcome();
  const came = providers.find(({ id }) => id === outcome?.provider);
  const provider = came ? say(came.title) : text('unknownProvider');
  return (
    <>
      {outcome?.fault !== undefined && <OutsideFault code={outcome.fault} provider={provider} />}
      {outcome && outcome.fault === undefined && came && came.linkedAtMs !== null && (
        <div role="status">
          <Callout tone="good" title={text('mine.linked', { provider })} />
        </div>
      )}
      <Grid>
        {providers.map((one) => (
          <Provider key={one.id} {...one} />
        ))}
      </Grid>
    </>
  );
}

function Provider({ id, title, linkedAtMs }: MyProvider): ReactElement {
  const text = useText('outside');
  const say = useBilingual();
  const { dateTime } = useFormat();
  const provider = say(title);
  const link = useMutation({
    mutationFn: async () => (await outside.postOutsideLink({ params: { id } })).body.goTo,
    onSuccess: (goTo) => location.assign(goTo),
  });
  return (
    <Card title={provider}>
      <p className="mb-3">
        {linkedAtMs === null ? text('mine.notLinked') : text('mine.since', { at: dateTime(linkedAtMs) })}
      </p>
      <ErrorSummary error={link.error} />
      {linkedAtMs === null ? (
        <Button pending={link.isPending} onPress={() => link.mutate()}>
          {text('mine.link', { provider })}
        </Button>
      ) : (
        <Unlink id={id} provider={provider} />
      )}
    </Card>
  );
}

function Unlink({ id, provider }: { readonly id: string; readonly provider: string }): ReactElement {
  const text = useText('outside');
  const toast = useToast();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const unlink = useMutation({
    mutationFn: () => outside.deleteOutsideLink({ params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['outside-links'] });
      toast({ tone: 'good', title: text('mine.unlinked', { provider }) });
    },
  });
  return (
    <>
      <Button onPress={() => setAsking(true)}>{text('mine.unlink', { provider })}</Button>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={text('mine.unlinkTitle', { provider })}
        body={text('mine.unlinkBody')}
        confirmLabel={text('mine.unlinkConfirm')}
        danger
        pending={unlink.isPending}
        error={unlink.error}
        onConfirm={() => unlink.mutate()}
      />
    </>
  );
}
