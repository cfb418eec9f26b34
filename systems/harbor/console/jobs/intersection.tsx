import type { IntersectionResult, JobView } from '@finharbor/harbor/contract';
import {
  Code,
  DataTable,
  DescriptionList,
  Grid,
  Section,
  Stat,
  TwoSets,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';
import { SaveTold, SumTold } from './figures.tsx';
import { ResultRows } from './rows.tsx';
import { Stages } from './stages.tsx';

type Props = { readonly job: JobView; readonly result: IntersectionResult };

/** What this party learned from an intersection: figures, the two sets to scale, and its rows. */
export function Intersection({ job, result }: Props): ReactElement {
  const text = useText('proposals');
  const say = useBilingual();
  const { asked, unusable, protocol, why, written, stages } = result;
  return (
    <>
      {asked === 'sum' && <SumTold result={result} />}
      <Figures result={result} />
      <Sets job={job} result={result} />
      {(asked === 'count' || asked === 'sum') && <SaveTold result={result} />}
      <DescriptionList
        items={[
          { term: text('result.protocol'), value: <Code>{protocol}</Code> },
          ...(why ? [{ term: text('result.why'), value: say(why) }] : []),
        ]}
      />
      {unusable.length > 0 && <Faults unusable={unusable} />}
      {written !== null && <ResultRows job={job.id} total={written} />}
      <Stages stages={stages} />
    </>
  );
}

function Figures({ result }: Pick<Props, 'result'>): ReactElement {
  const text = useText('proposals');
  const { number, percent } = useFormat();
  const { rows, usable, duplicates, unusable, peerRows, common } = result;
  const faulty = unusable.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="mb-6">
      <Grid>
        <Stat label={text('result.own')} value={number(rows)} />
        <Stat
          label={text('result.usable')}
          value={number(usable)}
          hint={text('result.usableHint', { duplicates: number(duplicates), unusable: number(faulty) })}
        />
        <Stat label={text('result.peer')} value={number(peerRows)} />
        <Stat
          label={text('result.common')}
          value={common === null ? '—' : number(common)}
          hint={
            common === null
              ? text('result.untold')
              : text('result.share', { share: percent(usable === 0 ? 0 : common / usable) })
          }
        />
      </Grid>
    </div>
  );
}

function Sets({ job: { roster }, result: { usable, peerRows, common } }: Props): ReactElement | null {
  const text = useText('proposals');
  const { number } = useFormat();
  const nameOf = usePartyName();
  const { party } = usePlace();
  if (common === null) return null;
  const [own, other] = [nameOf(party), nameOf(roster.find((side) => side !== party)!)];
  const summary = text('result.setsSummary', {
    first: own,
    second: other,
    a: number(usable),
    b: number(peerRows),
    both: number(common),
  });
  return (
    <Section title={text('result.sets')}>
      <TwoSets
        summary={summary}
        first={own}
        second={other}
        shaded={['both']}
        sizes={{ first: usable, second: peerRows, both: common }}
      />
      <p className="max-w-prose text-quiet text-sm">{summary}</p>
    </Section>
  );
}

function Faults({ unusable }: Pick<IntersectionResult, 'unusable'>): ReactElement {
  const text = useText('proposals');
  const { number } = useFormat();
  return (
    <Section title={text('result.faults')}>
      <DataTable
        caption={text('result.faults')}
        rows={unusable}
        rowKey={({ fault }) => fault}
        columns={[
          { id: 'fault', header: text('result.fault'), cell: ({ fault }) => text(`fault.${fault}`) },
          { id: 'count', header: text('result.count'), cell: ({ count }) => number(count), align: 'end' },
          {
            id: 'rows',
            header: text('result.firstRows'),
            cell: ({ rows }) => rows.map((row) => number(row + 1)).join(', '),
          },
        ]}
      />
    </Section>
  );
}
