import type { StoredApplication } from '@finharbor/financing/contract';
import {
  Button,
  DescriptionList,
  ErrorState,
  PageHeader,
  Query,
  SavePdf,
  Section,
  TextLink,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { own } from '../api.ts';
import { DecisionView } from '../decision.tsx';
import { StatusBadge } from '../status.tsx';

/** One application at the lender: what the firm stated, the decision and its reasons. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const application = useQuery({
    queryKey: ['financing', 'applications', id],
    queryFn: async () => (await own.getApplication({ params: { id } })).body,
    refetchInterval: ({ state: { data } }) => (data && /received|scoring/.test(data.status) ? 2000 : false),
  });
  return <Query query={application}>{(found) => <Application stored={found} />}</Query>;
}

function Application({ stored }: { readonly stored: StoredApplication }): ReactElement {
  const text = useText('financing');
  const { dateTime, money, uscc } = useFormat();
  const { application, status, jobId, decision } = stored;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/applications', label: text('applications.title') }]}
        title={<span translate="no">{uscc(application.uscc)}</span>}
        lead={<StatusBadge status={status} />}
        object={stored.id}
        actions={
          <>
            {decision && (
              <SavePdf
                name={`decision-${stored.id}`}
                read={(ask) => own.getDecisionPaper({ params: { id: stored.id }, ...ask })}
              />
            )}
            {status === 'not_scored' && <ScoreAgain id={stored.id} />}
          </>
        }
      />
      <DescriptionList
        items={[
          { term: text('application.amount'), value: money(application.amount, 'CNY') },
          { term: text('application.received'), value: dateTime(stored.receivedAtMs) },
          ...(jobId === null
            ? []
            : [
                {
                  term: text('application.job'),
                  value: <TextLink href={`/app/jobs/${jobId}`}>{text('application.toJob')}</TextLink>,
                },
              ]),
        ]}
      />
      {decision && <DecisionView decision={decision} />}
      <Section title={text('application.stated')}>
        <DescriptionList
          items={Object.entries(application.columns).map(([term, value]) => ({ term, value: value ?? '—' }))}
        />
      </Section>
    </>
  );
}

function ScoreAgain({ id }: { readonly id: string }): ReactElement | null {
  const text = useText('financing');
  const client = useQueryClient();
  const isAnalyst = useWho()?.roles.includes('analyst') ?? false;
  const again = useMutation({
    mutationFn: () => own.postScoring({ params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['financing'] }),
  });
  if (!isAnalyst) return null;
  return (
    <>
      <Button variant="primary" pending={again.isPending} onPress={() => again.mutate()}>
        {text('application.again')}
      </Button>
      {again.error && <ErrorState error={again.error} />}
    </>
  );
}
