import type { OverseenContractFile } from '@finharbor/harbor/contract';
import {
  Code,
  DescriptionList,
  EmptyState,
  PageHeader,
  Query,
  Section,
  TextLink,
  Timeline,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { useProducts } from '../catalogue/products.ts';
import { Learns } from '../contracts/learns.tsx';
import { Term } from '../contracts/page.tsx';
import { StateBadge } from '../contracts/state.tsx';
import { usePartyName } from '../parties/names.ts';
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
  const harbor = useText('harbor');
  const say = useBilingual();
  const { body, state } = file.contract;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/oversight?tab=contracts', label: text('title') }]}
        title={say(body.purpose)}
        lead={<StateBadge state={state} />}
      />
      <Facts file={file} />
      <Section title={harbor('contract.history')}>
        <History file={file} />
      </Section>
      <Section title={harbor('contract.terms')}>
        <ul className="grid gap-2">
          {body.constraints.map((constraint) => (
            <li key={constraint.name}>
              <Term constraint={constraint} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={harbor('contract.learns')}>
        <Learns leakage={body.leakage} />
      </Section>
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
    </>
  );
}

function Facts({ file: { contract, askedAtMs } }: FileProps): ReactElement {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  const { id, body, usesMade } = contract;
  return (
    <DescriptionList
      items={[
        { term: harbor('contract.kind'), value: harbor(`kind.${body.kind}`) },
        { term: harbor('contract.consumer'), value: nameOf(body.consumer) },
        { term: harbor('contract.providers'), value: body.providers.map(nameOf).join(text('and')) },
        { term: text('contract.products'), value: <Products ids={body.products} /> },
        { term: harbor('contract.legalBasis'), value: say(body.legalBasis) },
        { term: text('contracts.asked'), value: dateTime(askedAtMs) },
        { term: harbor('contract.from'), value: dateTime(Date.parse(body.validFrom)) },
        { term: harbor('contract.until'), value: dateTime(Date.parse(body.validUntil)) },
        { term: text('contract.usesMade'), value: number(usesMade) },
        { term: harbor('contract.id'), value: <Code copyable>{id}</Code> },
      ]}
    />
  );
}

function Products({ ids }: { readonly ids: readonly string[] }): ReactElement {
  const say = useBilingual();
  const { data: products } = useProducts();
  return (
    <ul>
      {ids.map((id) => {
        const product = products?.find((one) => one.id === id);
        return (
          <li key={id}>
            <TextLink href={`/app/catalogue/${id}`}>
              {product ? say(product.body.title) : `${id.slice(0, 12)}…`}
            </TextLink>
          </li>
        );
      })}
    </ul>
  );
}

function History({ file: { contract, askedAtMs, endings } }: FileProps): ReactElement {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  const { body, decisions } = contract;
  return (
    <Timeline
      items={[
        { title: harbor('contract.requested', { party: nameOf(body.consumer) }), at: dateTime(askedAtMs) },
        ...decisions.map(({ party, decision, reason, atMs }) => ({
          title: harbor(`contract.by.${decision}`, { party: nameOf(party) }),
          at: dateTime(atMs),
          body: reason,
        })),
        ...endings.map(({ party, reason, atMs }) => ({
          title: text('contract.endedBy', { party: nameOf(party) }),
          at: dateTime(atMs),
          body: reason,
        })),
      ]}
    />
  );
}
