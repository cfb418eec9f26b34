import { fail } from '@finharbor/kernel/contract';
import {
  Badge,
  Card,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  SavePdf,
  StageList,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { lenderAt } from '../api.ts';
import { DecisionView } from '../decision.tsx';
import { type HarborPort, useHarbor } from '../ports.tsx';
import { isUnderWay } from '../status.tsx';

/** What became of the firm's application, as it goes on. */
export function Screen(): ReactElement {
  const { lender = '', id = '' } = useParams({ strict: false }) as {
    readonly lender?: string;
    readonly id?: string;
  };
  const firm = useWho()!.party;
  const harbor = useHarbor();
  const text = useText('financing');
  const mine = useText('myApplications');
  const outcome = useQuery({
    queryKey: ['financing', 'outcome', lender, id],
    queryFn: () => readOutcome(harbor, { firm, lender, id }),
    refetchInterval: ({ state: { data } }) => (!data || isUnderWay(data.stored) ? 1500 : false),
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/my-applications', label: mine('title') }]}
        title={text('outcome.title')}
      />
      <Query query={outcome}>{(found) => <Outcome {...found} />}</Query>
    </>
  );
}

type Wanted = { readonly firm: string; readonly lender: string; readonly id: string };

async function readOutcome(harbor: HarborPort, { firm, lender: party, id }: Wanted) {
  const [parties, device] = await Promise.all([harbor.parties(), harbor.device(firm)]);
  const lender = parties.find((one) => one.party === party);
  if (!lender || !device)
    return fail('application.not_found', 'There is no such application for this device.');
  const client = lenderAt(lender.url, device.fetch);
  const [{ body: stored }, { body: loans }] = await Promise.all([
    client.getOwnApplication({ params: { id } }),
    client.listLoans({}),
  ]);
  return {
    stored,
    lender,
    client,
    terms: loans.find((loan) => loan.id === stored.application.product)?.terms,
  };
}

type Read = Awaited<ReturnType<typeof readOutcome>>;

function Outcome({ stored, lender, client, terms }: Read): ReactElement {
  const text = useText('financing');
  const say = useBilingual();
  const { money, dateTime } = useFormat();
  const isScoring = isUnderWay(stored);
  return (
    <>
      <p className="mb-1 font-medium">
        {terms && `${say(terms.title)} · `}
        {say(lender.name)}
      </p>
      <p className="mb-4 text-quiet">
        {text('outcome.asked', {
          amount: money(stored.application.amount, terms?.currency ?? 'CNY'),
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
      {stored.decision && (
        <>
          <DecisionView decision={stored.decision} />
          <div className="no-print mt-4 flex flex-wrap gap-2">
            <SavePdf
              name={`decision-${stored.id}`}
              read={(ask) => client.getOwnDecisionPaper({ params: { id: stored.id }, ...ask })}
            />
          </div>
        </>
      )}
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
