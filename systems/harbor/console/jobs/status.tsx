import type { JobStatus } from '@finharbor/harbor/contract';
import { Badge, type Tone, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const tones: Readonly<Record<JobStatus, Tone>> = {
  waiting: 'accent',
  running: 'accent',
  done: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

/** A job's status as a mark. */
export function StatusBadge({ status }: { readonly status: JobStatus }): ReactElement {
  const text = useText('harbor');
  return <Badge tone={tones[status]}>{text(`status.${status}`)}</Badge>;
}

/** It can still be cancelled. */
export function isOpen({ status }: { readonly status: JobStatus }): boolean {
  return status === 'waiting' || status === 'running';
}
