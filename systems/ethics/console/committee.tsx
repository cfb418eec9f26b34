import {
  type Field,
  fields,
  type MemberView,
  type OpinionLine,
  outcomes,
  type SessionView,
  stages,
} from '@finharbor/ethics/contract';
import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  Tabs,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ethics } from './api.ts';
import { useDay } from './days.ts';
import { Firms } from './firms.tsx';
import { More } from './more.tsx';
import { Reports } from './reports.tsx';
import { useTab } from './tab.ts';
import { Terms } from './terms.tsx';

const tabs = ['members', 'sessions', 'opinions', 'firms', 'reports'] as const;

/** The committee, its sessions, what it has published, and how firms are rated: for everybody. */
export function Screen(): ReactElement {
  const text = useText('ethics');
  const who = useWho();
  const isOffice = who?.roles.some((role) => role === 'operator' || role === 'bureau');
  const [tab, setTab] = useTab(tabs);
  const content = {
    ...{ members: <Members />, sessions: <Sessions />, opinions: <Opinions />, firms: <Firms /> },
    reports: <Reports />,
  };
  return (
    <>
      <PageHeader
        title={text('title')}
        lead={text('lead')}
        actions={
          <>
            <LinkButton href="/app/ethics/declaration">{text('declaration')}</LinkButton>
            <LinkButton href="/app/ethics/report">{text('reportBreach')}</LinkButton>
            {isOffice && <LinkButton href="/app/ethics/office">{text('toOffice')}</LinkButton>}
            {who && <LinkButton href="/app/ethics/mine">{text('mine')}</LinkButton>}
          </>
        }
      />
      <Tabs
        label={text('title')}
        selected={tab}
        onSelect={setTab}
        tabs={tabs.map((id) => ({ id, label: text(`tab.${id}`), content: content[id] }))}
      />
    </>
  );
}

function Members(): ReactElement {
  const text = useText('ethics');
  const say = useBilingual();
  const query = useQuery({
    queryKey: ['ethics', 'committee'],
    queryFn: async ({ signal }) => (await ethics.getCommittee({ signal })).body.items,
  });
  const columns: readonly Column<MemberView>[] = [
    {
      id: 'name',
      header: text('name'),
      cell: ({ name }) => <Verbatim>{name}</Verbatim>,
      sortBy: ({ name }) => name,
    },
    {
      id: 'field',
      header: text('field'),
      cell: ({ field }) => say(fields[field]),
      sortBy: ({ field }) => field,
    },
    { id: 'employer', header: text('employer'), cell: ({ employer }) => <Verbatim>{employer}</Verbatim> },
    {
      id: 'terms',
      header: text('terms'),
      cell: ({ terms, isSitting }) => (
        <>
          <Terms terms={terms} />
          {!isSitting && <Badge>{text('notSitting')}</Badge>}
        </>
      ),
    },
  ];
  return (
    <Query query={query} shape="table">
      {(rows) => (
        <DataTable
          caption={text('tab.members')}
          exportName={text('tab.members')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={columns}
          empty={<EmptyState title={text('noMembers')} />}
        />
      )}
    </Query>
  );
}

function Sessions(): ReactElement {
  const text = useText('ethics');
  const say = useBilingual();
  const query = useQuery({
    queryKey: ['ethics', 'sessions'],
    queryFn: async ({ signal }) => (await ethics.listSessions({ signal })).body.items,
  });
  const day = useDay();
  const present = (of: readonly Field[]): string => of.map((field) => say(fields[field])).join(text('comma'));
  const columns: readonly Column<SessionView>[] = [
    { id: 'heldOn', header: text('day'), cell: ({ heldOn }) => day(heldOn), sortBy: ({ heldOn }) => heldOn },
    { id: 'place', header: text('place'), cell: ({ place }) => <Verbatim>{say(place)}</Verbatim> },
    {
      id: 'agenda',
      header: text('agenda'),
      cell: ({ agenda, id }) => (
        <ol className="list-inside list-decimal">
          {agenda.map((item) => (
            <li key={`${id} ${item.en}`}>
              <Verbatim>{say(item)}</Verbatim>
            </li>
          ))}
        </ol>
      ),
    },
    { id: 'state', header: text('state'), cell: ({ state }) => <Badge>{text(`session.${state}`)}</Badge> },
    { id: 'present', header: text('present'), cell: (one) => present(one.present) || '—' },
  ];
  return (
    <Query query={query} shape="table">
      {(rows) => (
        <DataTable
          caption={text('tab.sessions')}
          exportName={text('tab.sessions')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={columns}
          empty={<EmptyState title={text('noSessions')} />}
        />
      )}
    </Query>
  );
}

function Opinions(): ReactElement {
  const text = useText('ethics');
  return (
    <More
      what={['opinions']}
      read={async (cursor, signal) =>
        (await ethics.listOpinions({ query: { limit: 100, ...(cursor && { cursor }) }, signal })).body
      }
      caption={text('tab.opinions')}
      columns={useOpinionColumns()}
      rowKey={({ number }) => number}
      empty={text('noOpinions')}
    />
  );
}

/** Opinions in a table, each to be opened. */
export function OpinionTable({
  caption,
  rows,
}: {
  readonly caption: string;
  readonly rows: readonly OpinionLine[];
}): ReactElement {
  const text = useText('ethics');
  return (
    <DataTable
      caption={caption}
      exportName={caption}
      rows={rows}
      rowKey={({ number }) => number}
      columns={useOpinionColumns()}
      empty={<EmptyState title={text('noOpinions')} />}
    />
  );
}

function useOpinionColumns(): readonly Column<OpinionLine>[] {
  const text = useText('ethics');
  const say = useBilingual();
  const { date } = useFormat();
  return [
    {
      id: 'number',
      header: text('number'),
      cell: ({ number }) => (
        <TextLink href={`/app/ethics/opinions/${number}`}>
          <Verbatim>{number}</Verbatim>
        </TextLink>
      ),
      text: ({ number }) => number,
    },
    {
      id: 'firm',
      header: text('firm'),
      cell: ({ firm }) => <Verbatim>{firm}</Verbatim>,
      sortBy: ({ firm }) => firm,
    },
    { id: 'product', header: text('product'), cell: ({ product }) => <Verbatim>{product}</Verbatim> },
    {
      id: 'stage',
      header: text('stage'),
      cell: ({ stage }) => say(stages[stage]),
      sortBy: ({ stage }) => stage,
    },
    {
      id: 'outcome',
      header: text('outcome'),
      cell: ({ outcome }) => say(outcomes[outcome]),
      sortBy: ({ outcome }) => outcome,
    },
    {
      id: 'issued',
      header: text('issued'),
      cell: ({ issuedAtMs }) => date(issuedAtMs),
      sortBy: ({ issuedAtMs }) => issuedAtMs,
    },
  ];
}
