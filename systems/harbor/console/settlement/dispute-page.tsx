import type { DisputeView } from '@finharbor/harbor/contract';
import { PageHeader, Query, useText } from '@finharbor/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { DisputeBody } from './dispute.tsx';
import { DisputeBadge } from './dispute-state.tsx';

/** The dispute that the address names. */
export function useDisputeId(): string {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  return id;
}

/** A dispute as everybody concerned sees it, and below it what the one who looks may do. */
export function DisputePage({
  dispute,
  list,
  children,
}: {
  readonly dispute: UseQueryResult<DisputeView>;
  /** The list it is opened from. */
  readonly list: string;
  readonly children: (found: DisputeView) => ReactElement;
}): ReactElement {
  const text = useText('settlement');
  return (
    <Query query={dispute}>
      {(found) => (
        <>
          <PageHeader
            crumbs={[{ href: list, label: text('disputes.title') }]}
            title={text('disputes.one')}
            lead={
              <span role="status">
                <DisputeBadge state={found.state} />
              </span>
            }
            object={found.id}
          />
          <DisputeBody dispute={found} />
          {children(found)}
        </>
      )}
    </Query>
  );
}
