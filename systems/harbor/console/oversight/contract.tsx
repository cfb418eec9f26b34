import type { OverseenContractFile } from '@finharbor/harbor/contract';
import { EmptyState, PageHeader, Query, Section, useBilingual, useText } from '@finharbor/ui';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { ContractBody } from '../contracts/parts.tsx';
import { StateBadge } from '../contracts/state.tsx';
import { jobPage, useJobColumns } from './jobs.tsx';
import { TextTable } from './listing.tsx';
import { useOverseen } from './read.ts';

/** One contract as its supervisor reads it: the terms, who signed what when, and the jobs under it. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const file = useOverseen(
    ['contracts', id],
    async () => (await hub.getOverseenContract({ params: { id } })).body,
  );
  return <Query query={file}>{(found) => <Contract file={found} />}</Query>;
}

type FileProps = { readonly file: OverseenContractFile };

function Contract({ file }: FileProps): ReactElement {
  const text = useText('oversight');
  const say = useBilingual();
  const { body, state } = file.contract;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/oversight?tab=contracts', label: text('title') }]}
        title={say(body.purpose)}
        lead={<StateBadge state={state} />}
      />
      <ContractBody
        contract={file.contract}
        askedAtMs={file.askedAtMs}
        endings={file.endings}
        usesTerm={text('contract.usesMade')}
      >
        <Section title={text('contract.jobs')}>
          <TextTable
            caption={text('contract.jobs')}
            rows={file.jobs}
            columns={useJobColumns()}
            rowKey={({ id }) => id}
            href={jobPage}
            empty={<EmptyState title={text('jobs.none')} body={text('contract.jobsHelp')} />}
          />
        </Section>
      </ContractBody>
    </>
  );
}
