const dayMs = 86_400_000;
const chinaMs = 8 * 3_600_000;
const soonDays = 3;

/** How a case stands to its term, in days of China: late by so many, or that many left. */
export type Due = { readonly kind: 'late' | 'today' | 'soon' | 'later'; readonly days: number };

/** A term ends at midnight: the day that people mean is the one that ends then. */
export function dueDayMs(dueMs: number): number {
  return dueMs - 1;
}

/** How far away a term's last day is. */
export function dueOf(dueMs: number, nowMs: number): Due {
  const day = (ms: number): number => Math.floor((ms + chinaMs) / dayMs);
  const days = day(dueDayMs(dueMs)) - day(nowMs);
  if (dueMs <= nowMs) return { kind: 'late', days: -days };
  if (days === 0) return { kind: 'today', days };
  return { kind: days <= soonDays ? 'soon' : 'later', days };
}
