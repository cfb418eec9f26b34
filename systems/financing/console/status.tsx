import type { StoredApplication } from '@finharbor/financing/contract';
import { Badge, type Tone, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const tones: Readonly<Record<StoredApplication['status'], Tone>> = {
  received: 'accent',
  scoring: 'accent',
  offered: 'good',
  refused: 'bad',
  not_scored: 'warn',
};

/** What can become of an application. */
export const statuses = Object.keys(tones) as readonly StoredApplication['status'][];

/** An application's status as a mark. */
export function StatusBadge({ status }: Pick<StoredApplication, 'status'>): ReactElement {
  const text = useText('financing');
  return <Badge tone={tones[status]}>{text(`status.${status}`)}</Badge>;
}

/** Whether a decision is still to come. */
export function isUnderWay({ status }: Pick<StoredApplication, 'status'>): boolean {
  return status === 'received' || status === 'scoring';
}
