import { type Figures, stages, stageTitles, trackNames, tracks } from '@finharbor/sandbox/contract';
import {
  type Column,
  DataTable,
  EmptyState,
  Grid,
  Query,
  Section,
  Stat,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { pilots } from '../api.ts';

/** What the board looks at: projects by track and stage, alerts, what is late. */
export function FiguresOf(): ReactElement {
  const query = useQuery({
    queryKey: ['pilots', 'figures'],
    queryFn: async ({ signal }) => (await pilots.getPilotFigures({ signal })).body,
  });
  return <Query query={query}>{(figures) => <All figures={figures} />}</Query>;
}

type Props = { readonly figures: Figures };

function All({ figures }: Props): ReactElement {
  const text = useText('pilot');
  const { number } = useFormat();
  const { alerts, late, waitingComments, openComplaints, lateCases } = figures;
  const open = alerts.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <Grid>
        <Stat label={text('figures.alerts')} value={number(open)} />
        <Stat label={text('figures.late')} value={number(late.length)} />
        <Stat label={text('figures.lateCases')} value={number(lateCases)} />
        <Stat label={text('figures.comments')} value={number(waitingComments)} />
        <Stat label={text('figures.complaints')} value={number(openComplaints)} />
      </Grid>
      <Section title={text('figures.byStage')}>
        <ByStage figures={figures} />
      </Section>
      <Section title={text('figures.alerts')}>
        <Projects
          caption={text('figures.alerts')}
          rows={alerts}
          tab="risk"
          more={{ header: text('figures.open'), of: ({ count }) => count }}
        />
      </Section>
      <Section title={text('figures.late')}>
        <Projects
          caption={text('figures.late')}
          rows={late}
          tab="risk"
          more={{ header: text('figures.since'), of: ({ since }) => since }}
        />
      </Section>
    </>
  );
}

type Row = (typeof stages)[number];

function ByStage({ figures: { projects } }: Props): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  const count = (stage: Row, track?: string): number =>
    projects
      .filter((one) => one.stage === stage && (track === undefined || one.track === track))
      .reduce((sum, one) => sum + one.count, 0);
  const columns: readonly Column<Row>[] = [
    {
      id: 'stage',
      header: text('stage'),
      cell: (stage) => say(stageTitles[stage]),
      text: (stage) => say(stageTitles[stage]),
    },
    ...trackNames.map(
      (track): Column<Row> => ({
        id: track,
        header: say(tracks[track].title),
        cell: (stage) => count(stage, track),
        sortBy: (stage) => count(stage, track),
        align: 'end',
      }),
    ),
    {
      id: 'all',
      header: text('figures.all'),
      cell: (stage) => count(stage),
      sortBy: (stage) => count(stage),
      align: 'end',
    },
  ];
  return (
    <DataTable
      caption={text('figures.byStage')}
      exportName={text('figures.byStage')}
      rows={stages}
      rowKey={(stage) => stage}
      columns={columns}
    />
  );
}

type Named = { readonly number: string; readonly title: string };
type ProjectsProps<T extends Named> = {
  readonly caption: string;
  readonly rows: readonly T[];
  readonly tab: string;
  readonly more: { readonly header: string; readonly of: (row: T) => string | number };
};

function Projects<T extends Named>({ caption, rows, tab, more }: ProjectsProps<T>): ReactElement {
  const text = useText('pilot');
  const columns: readonly Column<T>[] = [
    {
      id: 'number',
      header: text('number'),
      cell: ({ number }) => (
        <TextLink href={`/app/pilots/${number}?tab=${tab}`}>
          <Verbatim>{number}</Verbatim>
        </TextLink>
      ),
      text: ({ number }) => number,
    },
    { id: 'title', header: text('name'), cell: ({ title }) => <Verbatim>{title}</Verbatim> },
    { id: 'more', header: more.header, cell: more.of, sortBy: more.of, align: 'end' },
  ];
  return (
    <DataTable
      caption={caption}
      exportName={caption}
      rows={rows}
      rowKey={({ number }) => number}
      columns={columns}
      empty={<EmptyState title={text('figures.nothing')} />}
    />
  );
}
