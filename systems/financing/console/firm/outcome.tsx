import type { StoredApplication } from '@finharbor/financing/contract';
import { fail } from '@finharbor/kernel/contract';
import {
  Badge,
  Card,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  StageList,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { lenderAt } from '../api.ts';
import { DecisionView } from '../decision.tsx';
import { useHarbor } from '../ports.tsx';

/** What became of the firm's application, as it goes on. */
export function Screen(): ReactElement {
  const { lender = '', id = '' } = useParams({ strict: false }) as {
    readonly lender?: string;
    readonly id?: string;
  };
  const firm = useWho()!.party;
  const harbor = useHarbor();
  const text = useText('financing');
  const application = useQuery({
    queryKey: ['financing', 'outcome', lender, id],
    queryFn: async () => {
      const [parties, device] = await Promise.all([harbor.parties(), harbor.device(firm)]);
      const party = parties.find((one) => one.party === lender);
      if (!party || !device)
        return fail('application.not_found', 'There is no such application for this device.');
      return (await lenderAt(party.url, device.fetch).getOwnApplication({ params: { id } })).body;
    },
    refetchInterval: ({ state: { data } }) =>
      data === undefined || /received|scoring/.test(data.status) ? 1500 : false,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/loans', label: text('loans.title') }]}
        title={text('outcome.title')}
      />
      <Query query={application}>{(found) => <Outcome stored={found} />}</Query>
    </>
  );
}

function Outcome({ stored }: { readonly stored: StoredApplication }): ReactElement {
  const text = useText('financing');
  const { money, dateTime } = useFormat();
  const isScoring = /received|scoring/.test(stored.status);
  return (
    <>
      <p className="mb-4 text-quiet">
        {text('outcome.asked', {
          amount: money(stored.application.amount, 'CNY'),
          at: dateTime(stored.receivedAtMs),
        })}
      </p>
      {isScoring && (
        <div role="status">
          <StageList
            stages={[
              { id: 'received', label: text('outcome.received'), state: 'done' },
              { id: 'scoring', label: text('outcome.scoring'), state: 'running' },
              { id: 'decided', label: text('outcome.decided'), state: 'waiting' },
            ]}
          />
        </div>
      )}
      {stored.decision && <DecisionView decision={stored.decision} />}
      {!isScoring && !stored.decision && <EmptyState title={text('outcome.nothing')} />}
      <div className="mt-5">
        <Card>
          <p className="mb-3">
            <Badge tone="accent">i</Badge> {text('outcome.uses')}
          </p>
          <LinkButton href="/app/my-uses">{text('outcome.toUses')}</LinkButton>
        </Card>
      </div>
    </>
  );
}
