import type { Constraint, ContractView } from '@finharbor/harbor/contract';
import {
  Badge,
  Code,
  DescriptionList,
  LinkButton,
  PageHeader,
  Query,
  Section,
  Timeline,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { ProductLink } from '../catalogue/product-link.tsx';
import { usePartyName } from '../parties/names.ts';
import { DecideContract, EndContract } from './decide.tsx';
import { Learns } from './learns.tsx';
import { StateBadge } from './state.tsx';
import { isTurnOf } from './turn.ts';

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
        actions={<Acts contract={contract} />}
      />
      <Facts contract={contract} />
      <Section title={text('contract.history')}>
        <History contract={contract} />
      </Section>
      <Section title={text('contract.terms')}>
        <ul className="grid gap-2">
          {body.constraints.map((constraint) => (
            <li key={constraint.name}>
              <Term constraint={constraint} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={text('contract.learns')}>
        <Learns leakage={body.leakage} />
      </Section>
    </>
  );
}

function Facts({ contract: { id, body, usesMade } }: { readonly contract: ContractView }): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  const own = useText('datasets');
  const { dateTime } = useFormat();
  const nameOf = usePartyName();
  return (
    <DescriptionList
      items={[
        { term: text('contract.kind'), value: text(`kind.${body.kind}`) },
        { term: text('contract.consumer'), value: nameOf(body.consumer) },
        { term: text('contract.providers'), value: body.providers.map(nameOf).join(text('and')) },
        { term: own('version.products'), value: <Products ids={body.products} /> },
        { term: text('contract.legalBasis'), value: say(body.legalBasis) },
        { term: text('contract.from'), value: dateTime(Date.parse(body.validFrom)) },
        { term: text('contract.until'), value: dateTime(Date.parse(body.validUntil)) },
        { term: text('contract.usesMade'), value: usesMade },
        { term: text('contract.id'), value: <Code copyable>{id}</Code> },
      ]}
    />
  );
}

function Products({ ids }: { readonly ids: readonly string[] }): ReactElement {
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          <ProductLink id={id} />
        </li>
      ))}
    </ul>
  );
}

function History({ contract: { body, decisions } }: { readonly contract: ContractView }): ReactElement {
  const text = useText('harbor');
  const { dateTime } = useFormat();
  const nameOf = usePartyName();
  return (
    <Timeline
      items={[
        {
          title: text('contract.requested', { party: nameOf(body.consumer) }),
          at: dateTime(Date.parse(body.validFrom)),
        },
        ...decisions.map(({ party, decision, reason, atMs }) => ({
          title: text(`contract.by.${decision}`, { party: nameOf(party) }),
          at: dateTime(atMs),
          ...(reason === '' ? {} : { body: reason }),
        })),
      ]}
    />
  );
}

/** A term as a sentence, with who sees to it: the provider's own node, or a promise. */
export function Term({
  constraint: { name, value, enforcement },
}: {
  readonly constraint: Constraint;
}): ReactElement {
  const text = useText('harbor');
  const nameOf = usePartyName();
  return (
    <>
      <Badge tone={enforcement === 'enforced' ? 'good' : 'warn'}>{text(`enforcement.${enforcement}`)}</Badge>
      {text(`term.${name}`, { value: name === 'recipient' ? nameOf(String(value)) : String(value) })}
    </>
  );
}

function Acts({ contract }: { readonly contract: ContractView }): ReactElement | null {
  const text = useText('harbor');
  const { party, systems } = usePlace();
  const roles = useWho()?.roles ?? [];
  const { id, state, body } = contract;
  const isApprover = roles.includes('approver');
  const isConsumer = body.consumer === party;
  return (
    <>
      {isApprover && isTurnOf(party, contract) && <DecideContract id={id} />}
      {roles.includes('analyst') && isConsumer && state === 'in_force' && body.kind === 'train' && (
        <LinkButton href={`/app/jobs/new?contract=${id}`} variant="primary">
          {text('contract.train')}
        </LinkButton>
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
