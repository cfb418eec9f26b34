import { LinkButton, PageHeader, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';

/** Nothing stands at this address. */
export function NotFound(): ReactElement {
  const text = useText('shell');
  return (
    <>
      <PageHeader title={text('notFound.title')} lead={text('notFound.body')} />
      <LinkButton href="/">{text('toStart')}</LinkButton>
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
      <PageHeader
        title={text('notOffered.title')}
        lead={who ? text('notOffered.other') : text('notOffered.signIn')}
      />
      <LinkButton href={href}>{who ? text('toStart') : text('signIn')}</LinkButton>
    </>
  );
}
