import { eventTitles, stageTitles } from '@finharbor/sandbox/contract';
import { Timeline, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { ProjectProps } from './page.tsx';

/** What has happened to a project, as everybody may read it, the latest first. */
export function History({ one }: ProjectProps): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  const { dateTime } = useFormat();
  return (
    <Timeline
      items={one.history.map(({ kind, stage, reason, atMs }) => ({
        at: dateTime(atMs),
        title: say(eventTitles[kind] ?? { en: kind, zh: kind }),
        body: (
          <>
            <p className="text-quiet text-sm">{text('nowAt', { stage: say(stageTitles[stage]) })}</p>
            {reason !== null && (
              <p>
                <Verbatim>{reason}</Verbatim>
              </p>
            )}
          </>
        ),
      }))}
    />
  );
}
