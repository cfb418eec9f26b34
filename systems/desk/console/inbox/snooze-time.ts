const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
// China has one time, eight hours ahead, without a summer time.
const aheadMs = 8 * hourMs;
const morningMs = 9 * hourMs;

/** Until when a notice may be put off. */
export const snoozeTimes = ['hour', 'tomorrow', 'week'] as const;
export type SnoozeTime = (typeof snoozeTimes)[number];

/** When a notice that is put off comes back: in an hour, or at nine in the morning of tomorrow or of the day a week from now. */
export function snoozedUntil(time: SnoozeTime, nowMs: number): number {
  if (time === 'hour') return nowMs + hourMs;
  const today = Math.floor((nowMs + aheadMs) / dayMs);
  return (today + (time === 'tomorrow' ? 1 : 7)) * dayMs + morningMs - aheadMs;
}
