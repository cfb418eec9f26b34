import { EmptyState, LinkButton, PageHeader, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';

/** Nothing stands at this address. */
export function NotFound(): ReactElement {
  const text = useText('shell');
  return (
    <>
      <PageHeader title={text('notFound.title')} />
      <EmptyState
        title={text('notFound.title')}
        body={text('notFound.body')}
        action={<LinkButton href="/">{text('toStart')}</LinkButton>}
      />
    </>
  );
}

/** The screen exists, but not for this account. */
export function NotOffered(): ReactElement {
  const who = useWho();
  const text = useText('shell');
  const href = who ? '/' : '/app/sign-in';
  return (
    <>
      <PageHeader title={text('notOffered.title')} />
      <EmptyState
        title={text('notOffered.title')}
        body={who ? text('notOffered.other') : text('notOffered.signIn')}
        action={<LinkButton href={href}>{who ? text('toStart') : text('signIn')}</LinkButton>}
      />
    </>
  );
}
