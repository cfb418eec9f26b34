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

/** The screen exists, but not for this account, or not before its firm is verified. */
export function NotOffered({ isUnverified }: { readonly isUnverified: boolean }): ReactElement {
  const who = useWho();
  const text = useText('shell');
  const why = isUnverified ? 'unverified' : who ? 'other' : 'signIn';
  const [href, label] = {
    unverified: ['/app/firm', text('notOffered.toDo')],
    other: ['/', text('toStart')],
    signIn: ['/app/sign-in', text('signIn')],
  }[why] as [string, string];
  return (
    <>
      <PageHeader title={text('notOffered.title')} lead={text(`notOffered.${why}`)} />
      <LinkButton href={href}>{label}</LinkButton>
    </>
  );
}
