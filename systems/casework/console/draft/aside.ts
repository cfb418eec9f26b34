import type { Filled, Work } from './work.ts';

/** What could not be sent yet: kept in this browser until the line is back, under its person, case and step. */
export type Aside = Pick<Work, 'base' | 'revision' | 'mine'>;

/** Whose and which draft it is. */
export type AsideKey = { readonly account: string; readonly id: string; readonly step: string };

function nameOf({ account, id, step }: AsideKey): string {
  return `finharbor.case-draft.${account}.${id}.${step}`;
}

/** Puts aside what is not sent. A browser that keeps nothing keeps nothing. */
export function putAside(key: AsideKey, { base, revision, mine }: Aside): void {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify({ base, revision, mine }));
  } catch {
    // Full, or forbidden.
  }
}

/** What was put aside; undefined where nothing was. */
export function takenFromAside(key: AsideKey): Aside | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? 'null');
    return isAside(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets what was put aside. */
export function forgetAside(key: AsideKey): void {
  try {
    localStorage.removeItem(nameOf(key));
  } catch {
    // Forbidden: then nothing was kept.
  }
}

function isAside(kept: unknown): kept is Aside {
  const { base, revision, mine } = (kept ?? {}) as Partial<Record<keyof Aside, unknown>>;
  return isFilled(base) && isFilled(mine) && typeof revision === 'number';
}

function isFilled(value: unknown): value is Filled {
  return typeof value === 'object' && value !== null;
}
