import { Query, Section, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { InterestForm } from '../interest-form.tsx';
import { InterestTable } from '../office/interests.tsx';

/** A member's own interests in firms, and declaring one. */
export function MyInterests(): ReactElement {
  const text = useText('ethicsOffice');
  const query = useQuery({
    queryKey: ['ethics', 'own-conflicts'],
    queryFn: async ({ signal }) => (await ethics.listOwnConflicts({ signal })).body.items,
    retry: false,
  });
  return (
    <Query query={query}>
      {(rows) => (
        <>
          <InterestTable rows={rows} />
          <Section title={text('declare')}>
            <InterestForm
              route={ethicsRoutes.postOwnConflict}
              send={(body) =>
                ethics.postOwnConflict({ body: body as Parameters<typeof ethics.postOwnConflict>[0]['body'] })
              }
            />
          </Section>
        </>
      )}
    </Query>
  );
}
