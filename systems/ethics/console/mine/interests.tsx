import type { ConflictView } from '@finharbor/ethics/contract';
import { codeOf } from '@finharbor/kernel/contract';
import { EmptyState, Query, Section, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { InterestForm } from '../interest-form.tsx';
import { InterestTable } from '../office/interests.tsx';

/** A member's own interests in firms, and declaring one. Whoever is no member is told so, or nothing where `isFirm` has its own part above. */
export function MyInterests({ isFirm }: { readonly isFirm: boolean }): ReactElement | null {
  const text = useText('ethicsOffice');
  const query = useQuery({
    queryKey: ['ethics', 'own-conflicts'],
    queryFn: async ({ signal }) => {
      try {
        return (await ethics.listOwnConflicts({ signal })).body.items;
      } catch (error) {
        if (codeOf(error) === 'ethics.not_a_member') return null;
        throw error;
      }
    },
  });
  // A firm's owner who is no member need not know that there could be more here.
  if (isFirm && !query.data) return null;
  return (
    <Query query={query}>
      {(rows) =>
        rows === null ? (
          <EmptyState title={text('noMember')} body={text('noMemberHelp')} />
        ) : (
          <Own rows={rows} />
        )
      }
    </Query>
  );
}

function Own({ rows }: { readonly rows: readonly ConflictView[] }): ReactElement {
  const text = useText('ethicsOffice');
  return (
    <>
      <Section title={text('myInterests')}>
        <p className="mb-3 max-w-prose text-quiet">{text('mineMember')}</p>
        <InterestTable rows={rows} />
      </Section>
      <Section title={text('declare')}>
        <InterestForm
          route={ethicsRoutes.postOwnConflict}
          send={(body) =>
            ethics.postOwnConflict({ body: body as Parameters<typeof ethics.postOwnConflict>[0]['body'] })
          }
        />
      </Section>
    </>
  );
}
