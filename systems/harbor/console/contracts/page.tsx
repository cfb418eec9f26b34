import type { ContractView } from '@finharbor/harbor/contract';
import { LinkButton, PageHeader, Query, SavePdf, useBilingual, useText } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense } from 'react';
import { node } from '../api.ts';
import { DecideContract, EndContract } from './decide.tsx';
import { ContractBody } from './parts.tsx';
import { StateBadge } from './state.tsx';
import { isToDecide } from './turn.ts';

const UnderContract = lazy(async () => ({
  default: (await import('../proposals/under-contract.tsx')).UnderContract,
}));

const CounterOffers = lazy(async () => ({
  default: (await import('../counter/panel.tsx')).CounterOffers,
}));

const Neighbours = lazy(async () => ({
  default: (await import('../counter/links.tsx')).Neighbours,
}));

const NegotiationPanel = lazy(async () => ({
  default: (await import('../negotiation/panel.tsx')).NegotiationPanel,
}));

const StartDelivery = lazy(async () => ({
  default: (await import('../delivery/start.tsx')).StartDelivery,
}));

/** One contract: who may do what with which data, what each side learns, its state, and the acts that are this person's. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const contract = useQuery({
    queryKey: ['harbor', 'contracts', id],
    queryFn: async () => (await node.getContract({ params: { id } })).body,
    refetchInterval: 4000,
  });
  return <Query query={contract}>{(found) => <Contract contract={found} />}</Query>;
}

function Contract({ contract }: { readonly contract: ContractView }): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const { body, state } = contract;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/contracts', label: text('contracts.title') }]}
        title={say(body.purpose)}
        lead={<StateBadge state={state} />}
        object={contract.id}
        actions={
          <>
            <SavePdf
              name={`contract-${contract.id.slice(0, 16)}`}
              read={(ask) => node.getContractPaper({ params: { id: contract.id }, ...ask })}
            />
            <Acts contract={contract} />
          </>
        }
      />
      {(contract.replacedBy !== null || body.previous !== undefined) && (
        <Suspense>
          <Neighbours contract={contract} />
        </Suspense>
      )}
      {contract.countered.length > 0 && (
        <Suspense>
          <CounterOffers contract={contract} />
        </Suspense>
      )}
      <ContractBody contract={contract}>
        <Suspense>
          <NegotiationPanel contract={contract.id} />
        </Suspense>
        {isProposed(body.kind) && (
          <Suspense>
            <UnderContract contract={contract} />
          </Suspense>
        )}
      </ContractBody>
    </>
  );
}

/** Whether each computation under such a contract is proposed and approved by itself. */
function isProposed(kind: ContractView['body']['kind']): boolean {
  return kind === 'intersect' || kind === 'statistics';
}

function Acts({ contract }: { readonly contract: ContractView }): ReactElement | null {
  const text = useText('harbor');
  const designs = useText('proposals');
  const transfers = useText('transfers');
  const { party, systems } = usePlace();
  const roles = useWho()?.roles ?? [];
  const { id, state, body } = contract;
  const isApprover = roles.includes('approver');
  const isConsumer = body.consumer === party;
  return (
    <>
      {body.place !== undefined && (
        <LinkButton href={`/app/transfers/${id}`}>{transfers('title')}</LinkButton>
      )}
      {isApprover && isToDecide(party, contract) && (
        <>
          <DecideContract id={id} kind={body.kind} />
          <LinkButton href={`/app/contracts/${id}/counter`}>{text('contract.counter')}</LinkButton>
        </>
      )}
      {roles.includes('analyst') && isConsumer && state === 'in_force' && body.kind === 'train' && (
        <LinkButton href={`/app/jobs/new?contract=${id}`} variant="primary">
          {text('contract.train')}
        </LinkButton>
      )}
      {roles.includes('analyst') && isConsumer && state === 'in_force' && isProposed(body.kind) && (
        <LinkButton href={`/app/proposals/new?contract=${id}`} variant="primary">
          {designs('design')}
        </LinkButton>
      )}
      {roles.includes('analyst') && isConsumer && state === 'in_force' && body.kind === 'deliver' && (
        <Suspense>
          <StartDelivery contract={contract} />
        </Suspense>
      )}
      {isApprover &&
        isConsumer &&
        state === 'in_force' &&
        body.kind === 'score' &&
        systems.includes('financing') && (
          <LinkButton href={`/app/loan-products/new?contract=${id}`} variant="primary">
            {text('contract.publishLoan')}
          </LinkButton>
        )}
      {isApprover && /^(proposed|in_force|not_yet_valid)$/.test(state) && <EndContract id={id} />}
    </>
  );
}
