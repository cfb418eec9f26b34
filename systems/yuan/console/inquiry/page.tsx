import { LinkButton, PageHeader, TextLink, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { Inquiries } from './inquiries.tsx';

/** Lawful requests: one's own, or at the hub all. */
export function Screen(): ReactElement {
  const text = useText('yuanInquiry');
  const isAsker = useWho()?.roles.includes('bureau') ?? false;
  return (
    <>
      <PageHeader
        title={text('title')}
        lead={text('lead')}
        actions={
          isAsker && (
            <LinkButton href="/app/lawful-requests/new" variant="primary">
              {text('new')}
            </LinkButton>
          )
        }
      />
      <p className="mb-4">
        <TextLink href="/app/transparency">{text('report')}</TextLink>
      </p>
      <Inquiries />
    </>
  );
}
