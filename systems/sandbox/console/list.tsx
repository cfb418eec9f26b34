import { type ListedProject, stages, stageTitles, trackNames, tracks } from '@finharbor/sandbox/contract';
import {
  Badge,
  Button,
  type Column,
  EmptyState,
  FilteredTable,
  type FilterField,
  LinkButton,
  PageHeader,
  Query,
  Section,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { pilots } from './api.ts';
import { OneCase } from './one-case.tsx';
import { isOffice, isOwn, useProjects } from './reading.ts';
import { DaysLeft, daysLeft, toneOf } from './words.tsx';

/** The projects of the pilot: everybody's, and which are one's own. */
export function Screen(): ReactElement {
  const text = useText('pilot');
  const who = useWho();
  const query = useProjects();
  const isFirm = who?.roles.includes('owner') ?? false;
  return (
    <>
      <PageHeader
        title={text('title')}
        lead={text('lead')}
        actions={
          <>
            {isOffice(who) && !who?.roles.includes('auditor') && (
              <LinkButton variant="primary" href="/app/pilots/office">
                {text('office.title')}
              </LinkButton>
            )}
            {isFirm && <Declare />}
          </>
        }
      />
      {isFirm && <OwnDeclarations />}
      <Query query={query} shape="table">
        {({ pages }) => (
          <>
            <Rows rows={pages.flatMap(({ items }) => items)} isFirm={isFirm} />
            {query.hasNextPage && (
              <Button onPress={() => void query.fetchNextPage()} pending={query.isFetchingNextPage}>
                {text('more')}
              </Button>
            )}
          </>
        )}
      </Query>
    </>
  );
}

/** A declaration is begun by the rules of one of the tracks. */
function Declare(): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  return (
    <>
      <LinkButton href="/app/cases?queue=applied">{text('ourCases')}</LinkButton>
      {trackNames.map((track) => (
        <LinkButton key={track} href={`/app/cases/new?procedure=pilot-${track}`}>
          {text('declare', { track: say(tracks[track].title) })}
        </LinkButton>
      ))}
    </>
  );
}

/** What one's own institution has declared and is not decided yet: each is a case. */
function OwnDeclarations(): ReactElement {
  const text = useText('pilot');
  const query = useQuery({
    queryKey: ['pilots', 'own'],
    queryFn: async ({ signal }) => (await pilots.listOwnDeclarations({ signal })).body.items,
  });
  return (
    <Query query={query}>
      {(items) =>
        items.length > 0 && (
          <Section title={text('underWay')}>
            <ul className="grid gap-2">
              {items.map((one) => (
                <li key={one.id}>
                  <OneCase one={one} name={<Verbatim>{one.name}</Verbatim>} />
                </li>
              ))}
            </ul>
          </Section>
        )
      }
    </Query>
  );
}

function Rows({
  rows,
  isFirm,
}: {
  readonly rows: readonly ListedProject[];
  readonly isFirm: boolean;
}): ReactElement {
  const text = useText('pilot');
  return (
    <FilteredTable
      list="/pilots"
      caption={text('title')}
      exportName={text('title')}
      rows={rows}
      rowKey={({ number }) => number}
      href={({ number }) => `/app/pilots/${number}`}
      columns={useColumns()}
      fields={useFields(rows, isFirm)}
      empty={<EmptyState title={text('none')} body={text('noneHelp')} />}
    />
  );
}

function useColumns(): readonly Column<ListedProject>[] {
  const text = useText('pilot');
  const say = useBilingual();
  const { date } = useFormat();
  const who = useWho();
  return [
    {
      id: 'number',
      header: text('number'),
      cell: ({ number }) => <Verbatim>{number}</Verbatim>,
      sortBy: ({ number }) => number,
    },
    {
      id: 'title',
      header: text('name'),
      cell: (one) => (
        <>
          <Verbatim>{one.title}</Verbatim> {isOwn(who, one) && <Badge tone="accent">{text('own')}</Badge>}
        </>
      ),
      sortBy: ({ title }) => title,
    },
    {
      id: 'lead',
      header: text('institution'),
      cell: ({ applicants }) => <Verbatim>{applicants[0]?.name ?? ''}</Verbatim>,
      sortBy: ({ applicants }) => applicants[0]?.name ?? '',
    },
    {
      id: 'stage',
      header: text('stage'),
      cell: ({ stage }) => <Badge tone={toneOf(stage)}>{say(stageTitles[stage])}</Badge>,
      text: ({ stage }) => say(stageTitles[stage]),
      sortBy: ({ stage }) => stages.indexOf(stage),
    },
    {
      id: 'left',
      header: text('daysLeft'),
      cell: (one) => <DaysLeft project={one} />,
      sortBy: (one) => daysLeft(one) ?? Number.MAX_SAFE_INTEGER,
      text: (one) => daysLeft(one) ?? '',
      align: 'end',
    },
    { id: 'batch', header: text('batch'), cell: ({ batch }) => <Verbatim>{batch}</Verbatim> },
    {
      id: 'track',
      header: text('track'),
      cell: ({ track }) => say(tracks[track].title),
      isHidden: true,
    },
    {
      id: 'announced',
      header: text('announced'),
      cell: ({ announcedAtMs }) => date(announcedAtMs),
      text: ({ announcedAtMs }) => ({ dayOfMs: announcedAtMs }),
      sortBy: ({ announcedAtMs }) => announcedAtMs,
      isHidden: true,
    },
  ];
}

function useFields(rows: readonly ListedProject[], isFirm: boolean): readonly FilterField<ListedProject>[] {
  const text = useText('pilot');
  const say = useBilingual();
  const who = useWho();
  const batches = [...new Set(rows.map(({ batch }) => batch))].toSorted().reverse();
  return [
    {
      ...{ id: 'text', label: text('search'), kind: 'text' },
      of: ({ number, title, applicants }) => [number, title, ...applicants.map(({ name }) => name)].join(' '),
    },
    {
      ...{ id: 'stage', label: text('stage'), kind: 'choice' },
      options: stages.map((id) => ({ id, label: say(stageTitles[id]) })),
      of: ({ stage }) => stage,
    },
    {
      ...{ id: 'track', label: text('track'), kind: 'choice' },
      options: trackNames.map((id) => ({ id, label: say(tracks[id].title) })),
      of: ({ track }) => track,
    },
    {
      ...{ id: 'batch', label: text('batch'), kind: 'choice' },
      options: batches.map((id) => ({ id, label: id, isData: true as const })),
      of: ({ batch }) => batch,
    },
    ...(isFirm
      ? [
          {
            ...{ id: 'own', label: text('whose'), kind: 'choice' as const },
            options: [{ id: 'own', label: text('own') }],
            of: (one: ListedProject) => (isOwn(who, one) ? 'own' : ''),
          },
        ]
      : []),
  ];
}
