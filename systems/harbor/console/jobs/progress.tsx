import type { JobDetail } from '@finharbor/harbor/contract';
import { clock, Section, type Stage, StageList, useFormat, useText } from '@finharbor/ui';
import { type ReactElement, useEffect, useState } from 'react';
import type { Heard, StageHeard } from './heard.ts';
import { isOpen } from './status.tsx';

const stagesOf: Readonly<Record<JobDetail['kind'], readonly string[]>> = {
  train: ['agree', 'align', 'mask', 'count', 'woe', 'fit', 'evaluate', 'model', 'open'],
  score: ['agree', 'mask', 'score', 'open'],
  intersect: ['agree', 'read', 'intersect', 'write'],
  deliver: ['agree', 'deliver'],
  statistics: ['agree', 'align', 'rows', 'tables', 'protect', 'open'],
};

/** How far a job is, stage by stage, with what each has taken so far. */
export function Progress({ job, heard }: { readonly job: JobDetail; readonly heard: Heard }): ReactElement {
  const text = useText('harbor');
  const noteOf = useNote(isOpen(job));
  const ids = stagesOf[job.kind];
  const at = Math.max(0, ids.indexOf(job.stage));
  const stages = ids.map((id, index): Stage => {
    const part = heard.stages.get(id);
    const isPast = index < at || job.status === 'done';
    const state = isPast ? 'done' : index > at ? 'waiting' : isOpen(job) ? 'running' : 'failed';
    const note = part && noteOf(part, state === 'running');
    return {
      id,
      label: text(`stage.${id}`),
      state,
      ...(part && part.total > 0 ? { progress: part.done / part.total } : {}),
      ...(note ? { note } : {}),
    };
  });
  return (
    <Section title={text('job.progress')}>
      {isOpen(job) && !heard.isLive && <p role="status">{text('job.connecting')}</p>}
      <StageList stages={stages} />
    </Section>
  );
}

/** A stage's steps, time and bytes in words; the time only of what was seen from its beginning. */
function useNote(isRunning: boolean): (part: StageHeard, isNow: boolean) => string {
  const text = useText('harbor');
  const { bytes, duration } = useFormat();
  const nowMs = useNowMs(isRunning);
  return (part, isNow) => {
    const steps = isNow && part.total > 1 ? [text('job.steps', { done: part.done, total: part.total })] : [];
    const untilMs = isNow ? nowMs : part.endedMs;
    const isTimed = part.beganMs !== undefined && untilMs !== undefined;
    const time = isTimed ? [duration(Math.max(0, untilMs - part.beganMs))] : [];
    const [sent, received] = [part.after.sent - part.before.sent, part.after.received - part.before.received];
    const went =
      sent + received > 0 ? [text('job.went', { sent: bytes(sent), received: bytes(received) })] : [];
    return [...steps, ...time, ...went].join(' · ');
  };
}

function useNowMs(isTicking: boolean): number {
  const [nowMs, setNowMs] = useState(() => clock.nowMs());
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNowMs(clock.nowMs()), 1000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return nowMs;
}
