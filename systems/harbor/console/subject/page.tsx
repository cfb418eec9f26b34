import type { SubjectConsent, SubjectData, SubjectUse } from '@finharbor/harbor/contract';
import {
  Badge,
  Card,
  Code,
  type Column,
  DataTable,
  EmptyState,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { deviceOf } from '../firm/own-key.ts';
import { Withdraw } from '../firm/withdraw.tsx';
import { usePartyName } from '../parties/names.ts';
import { useUseSaid } from './said.ts';

/** Which data of the firm are where, by whose consent they are used, and for what; and the way to end it. */
export function Screen(): ReactElement {
  const text = useText('subject');
  const { party } = useWho()!;
  const data = useQuery({
    queryKey: ['firm', 'my-data', party],
    queryFn: async () => (await hub.getMyData({})).body,
    refetchInterval: 10_000,
  });
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={data}>{(found) => <MyData data={found} />}</Query>
    </>
  );
}

function MyData({ data }: { readonly data: SubjectData }): ReactElement {
  const text = useText('subject');
  return (
    <>
      <Section title={text('consents')}>
        <Consents consents={data.consents} />
      </Section>
      <Section title={text('end')}>
        <End withdrawnAtMs={data.withdrawnAtMs} />
      </Section>
      <Section title={text('uses')}>
        <Uses uses={data.uses} consents={data.consents} />
      </Section>
      <Section title={text('holders')}>
        <p className="mb-3 max-w-prose text-quiet">{text('holdersHelp')}</p>
        <Holders holders={data.holders} />
      </Section>
    </>
  );
}

const tones = { valid: 'good', expired: 'neutral', withdrawn: 'warn' } as const;

function Consents({ consents }: { readonly consents: readonly SubjectConsent[] }): ReactElement {
  const text = useText('subject');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  const columns: readonly Column<SubjectConsent>[] = [
    { id: 'purpose', header: text('purpose'), cell: ({ purpose }) => say(purpose) },
    {
      id: 'consumer',
      header: text('consumer'),
      cell: ({ consumer }) => (consumer === null ? '—' : nameOf(consumer)),
    },
    {
      id: 'state',
      header: text('state'),
      cell: ({ state }) => <Badge tone={tones[state]}>{text(`states.${state}`)}</Badge>,
      text: ({ state }) => text(`states.${state}`),
    },
    {
      id: 'given',
      header: text('given'),
      cell: ({ givenAtMs }) => dateTime(givenAtMs),
      sortBy: ({ givenAtMs }) => givenAtMs,
    },
    { id: 'until', header: text('until'), cell: ({ validUntil }) => dateTime(Date.parse(validUntil)) },
    { id: 'uses', header: text('usesUnder'), cell: ({ uses }) => number(uses), align: 'end' },
  ];
  return (
    <DataTable
      caption={text('consents')}
      rows={consents}
      rowKey={({ id }) => id}
      columns={columns}
      id="/my-data/consents"
      exportName={text('consents')}
      empty={
        <EmptyState
          title={text('noConsents')}
          body={text('noConsentsHelp')}
          action={<LinkButton href="/app/loans">{text('loans')}</LinkButton>}
        />
      }
    />
  );
}

type UsesProps = Pick<SubjectData, 'uses' | 'consents'>;

function Uses({ uses, consents }: UsesProps): ReactElement {
  const text = useText('subject');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  const said = useUseSaid();
  const given = new Map(consents.map(({ id, givenAtMs }) => [id, givenAtMs]));
  const allowed = ({ consent }: SubjectUse): string => {
    if (consent === null) return text('byContract');
    const on = given.get(consent);
    return on === undefined ? text('byConsent') : text('byConsentOf', { on: dateTime(on) });
  };
  const columns: readonly Column<SubjectUse>[] = [
    {
      id: 'at',
      header: text('usedAt'),
      cell: ({ usedAtMs }) => dateTime(usedAtMs),
      sortBy: ({ usedAtMs }) => usedAtMs,
    },
    { id: 'said', header: text('said.title'), cell: said },
    {
      id: 'by',
      header: text('by'),
      cell: (use) => (
        <>
          {allowed(use)} <Code>{(use.consent ?? use.contract).slice(0, 12)}</Code>
        </>
      ),
      text: ({ consent, contract }) => consent ?? contract,
    },
    { id: 'holder', header: text('holder'), cell: ({ holder }) => nameOf(holder), isHidden: true },
    { id: 'consumer', header: text('consumer'), cell: ({ consumer }) => nameOf(consumer), isHidden: true },
    { id: 'kind', header: text('what'), cell: ({ kind }) => harbor(`kind.${kind}`), isHidden: true },
    {
      id: 'purpose',
      header: text('purpose'),
      cell: ({ purpose }) => (purpose ? say(purpose) : '—'),
      isHidden: true,
    },
    {
      id: 'fields',
      header: text('fields'),
      cell: ({ fields }) => <Verbatim>{fields.join(' · ')}</Verbatim>,
      text: ({ fields }) => fields.join(' · '),
      isHidden: true,
    },
    { id: 'entry', header: text('entry'), cell: ({ logIndex }) => number(logIndex), align: 'end' },
  ];
  return (
    <>
      <DataTable
        caption={text('uses')}
        rows={uses}
        rowKey={({ id }) => id}
        columns={columns}
        id="/my-data/uses"
        exportName={text('uses')}
        empty={<EmptyState title={text('noUses')} body={text('noUsesHelp')} />}
      />
      <p className="max-w-prose">
        {text('checkHelp')} <TextLink href="/app/verify">{text('check')}</TextLink>
      </p>
    </>
  );
}

function Holders({ holders }: Pick<SubjectData, 'holders'>): ReactElement {
  const text = useText('subject');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { number } = useFormat();
  if (holders.length === 0) return <EmptyState title={text('noHolders')} />;
  return (
    <Grid>
      {holders.map(({ party, products, uses }) => (
        <Card key={party} title={nameOf(party)}>
          <p className="mb-2 text-quiet text-sm">{text('usedTimes', { n: number(uses) })}</p>
          <ul className="list-disc ps-5">
            {products.map(({ version, title, fields }) => (
              <li key={version} className="mb-1">
                <TextLink href={`/app/catalogue/${version}`}>{say(title)}</TextLink>
                <span className="block text-quiet text-sm">{fields.map(say).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </Grid>
  );
}

/** Only this device's key can sign the firm's withdrawal. */
function End({ withdrawnAtMs }: Pick<SubjectData, 'withdrawnAtMs'>): ReactElement {
  const text = useText('subject');
  const firm = useText('firm');
  const { party } = useWho()!;
  const { dateTime } = useFormat();
  const device = useQuery({
    queryKey: ['firm', 'device', party],
    queryFn: async () => (await deviceOf(party)) !== undefined,
  });
  return (
    <>
      {withdrawnAtMs !== null && (
        <p className="mb-3">
          <Badge tone="warn">{firm('withdraw.done', { at: dateTime(withdrawnAtMs) })}</Badge>
        </p>
      )}
      <p className="mb-3 max-w-prose">{firm('withdraw.what')}</p>
      <Query query={device}>
        {(hasKey) =>
          hasKey ? (
            <Withdraw party={party} />
          ) : (
            <EmptyState
              title={text('noKey')}
              body={text('noKeyHelp')}
              action={<LinkButton href="/app/firm">{firm('key.title')}</LinkButton>}
            />
          )
        }
      </Query>
    </>
  );
}
