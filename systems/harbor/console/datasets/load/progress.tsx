import {
  Button,
  ConfirmDialog,
  ErrorSummary,
  LinkButton,
  ProgressBar,
  Query,
  Section,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type ReactElement, useEffect, useRef } from 'react';
import { node } from '../../api.ts';
import type { PageLoad, PageLoadState } from './use-load.ts';

type Props = { readonly id: string; readonly load: PageLoad; readonly state: PageLoadState };

/** How far the load is; stopped or cut off it goes on where it was, and the page is not left by mistake meanwhile. */
export function LoadProgress({ id, load, state }: Props): ReactElement {
  const text = useText('datasets');
  const { status, rows, all, canGoOn } = state;
  const { number } = useFormat();
  if (status === 'done') return <Loaded id={id} />;
  return (
    <Section title={text(`progress.${status}`)}>
      <StayHere isUndone={status === 'running'} />
      {status === 'failed' && <ErrorSummary error={state.error} />}
      <Bar state={state} />
      <p className="mb-4 max-w-prose text-quiet">
        {text(canGoOn ? 'progress.again' : 'progress.fileGone', { rows: number(rows) })}
      </p>
      <div className="flex flex-wrap gap-2">
        {status === 'running' && <Button onPress={load.stop}>{text('progress.stop')}</Button>}
        {status !== 'running' && canGoOn && (
          <Button variant="primary" onPress={load.goOn}>
            {text('progress.goOn', { left: number(all.rows - rows) })}
          </Button>
        )}
        {status !== 'running' && (
          <LinkButton href={rows > 0 ? `/app/datasets/${id}` : '/app/datasets'}>
            {text('progress.leave')}
          </LinkButton>
        )}
      </div>
    </Section>
  );
}

function Bar({ state: { rows, bytesRead, all } }: Pick<Props, 'state'>): ReactElement {
  const text = useText('datasets');
  const { number, bytes } = useFormat();
  return (
    <>
      <ProgressBar label={text('progress.bar')} value={all.rows === 0 ? 0 : rows / all.rows} />
      <p className="mb-2" role="status">
        {text('progress.rows', { done: number(rows), all: number(all.rows) })}
        {' · '}
        {text('bytes', { done: bytes(bytesRead), all: bytes(all.bytes) })}
      </p>
    </>
  );
}

function StayHere({ isUndone }: { readonly isUndone: boolean }): ReactElement {
  const text = useText('datasets');
  const blocker = useBlocker({
    shouldBlockFn: () => true,
    enableBeforeUnload: true,
    disabled: !isUndone,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      isOpen={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={text('progress.askLeave')}
      body={text('progress.askLeaveBody')}
      confirmLabel={text('progress.leave')}
      danger
      onConfirm={() => blocker.proceed?.()}
    />
  );
}

function Loaded({ id }: { readonly id: string }): ReactElement {
  const text = useText('datasets');
  const { number } = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const isSteward = useWho()?.roles.includes('steward') ?? false;
  const dataset = useQuery({
    queryKey: ['harbor', 'dataset', id, 'loaded'],
    queryFn: async () => (await node.getDataset({ params: { id } })).body,
  });
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="mb-8">
      <h2 ref={heading} tabIndex={-1} className="mb-3 font-semibold text-xl">
        {text('progress.done')}
      </h2>
      <Query query={dataset}>
        {({ rows }) => <p className="mb-4 text-lg">{text('progress.stand', { rows: number(rows) })}</p>}
      </Query>
      <div className="flex flex-wrap gap-2">
        <LinkButton href={`/app/datasets/${id}`}>{text('progress.toDataset')}</LinkButton>
        {isSteward && (
          <LinkButton href={`/app/datasets/${id}/publish`} variant="primary">
            {text('page.publish')}
          </LinkButton>
        )}
      </div>
    </section>
  );
}
