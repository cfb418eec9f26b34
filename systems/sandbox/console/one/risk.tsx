import type { PilotNext, Supervision } from '@finharbor/sandbox/contract';
import { EmptyState, Query, Section, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useNext, useSupervision } from '../reading.ts';
import { Agree } from './agree.tsx';
import { Alerts } from './alerts.tsx';
import { Indicator } from './indicator.tsx';
import type { ProjectProps } from './page.tsx';
import { Report } from './report.tsx';

/** How a project is watched: its indicators over time with their bounds, alerts, and reports. */
export function Risk({ one }: ProjectProps): ReactElement {
  const next = useNext(one.number);
  const watch = useSupervision(one.number);
  return (
    <Query query={next}>
      {({ may }) => <Query query={watch}>{(seen) => <Watched one={one} may={may} watch={seen} />}</Query>}
    </Query>
  );
}

/** A project, what may be done with it, and how it is watched. */
export type WatchedProps = ProjectProps & {
  readonly may: PilotNext['may'];
  readonly watch: Supervision;
};

function Watched({ one, may, watch }: WatchedProps): ReactElement {
  const text = useText('pilot');
  const { indicators } = watch;
  return (
    <>
      <Section title={text('alerts.title')} id="alerts">
        <Alerts one={one} may={may} watch={watch} />
      </Section>
      <Section title={text('indicators.title')}>
        {indicators.length === 0 && (
          <EmptyState title={text('indicators.none')} body={text('indicators.noneHelp')} />
        )}
        {indicators.map((indicator) => (
          <Indicator key={indicator.indicator} indicator={indicator} />
        ))}
      </Section>
      {may.report && indicators.length > 0 && <Report one={one} indicators={indicators} />}
      {may.office && <Agree one={one} indicators={indicators} />}
    </>
  );
}
