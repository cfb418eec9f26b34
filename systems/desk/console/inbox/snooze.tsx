import { clock, Menu, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { type SnoozeTime, snoozedUntil, snoozeTimes } from './snooze-time.ts';

/** Offers to put notices off. */
export function Snooze({
  label,
  onSnooze,
  isDisabled = false,
}: {
  readonly label: string;
  readonly onSnooze: (untilMs: number) => void;
  readonly isDisabled?: boolean;
}): ReactElement {
  const text = useText('inbox');
  return (
    <Menu
      label={label}
      isDisabled={isDisabled}
      parts={[
        {
          items: snoozeTimes.map((id) => ({ id, label: text(`snooze.${id}`) })),
          onAct: (id) => onSnooze(snoozedUntil(id as SnoozeTime, clock.nowMs())),
        },
      ]}
    />
  );
}
