import { useState } from 'react';

/** How a person likes a table to be. */
export type TableSettings = {
  readonly hidden: readonly string[];
  readonly density: 'normal' | 'compact';
  readonly pageSize: number;
};

/** What a page of a table may hold. */
export const pageSizes = [20, 50, 100, 200] as const;

/** From this many rows on a table has pages. */
export const pagedFrom = 50;

/** A table's settings, kept in this browser where the table has a name; `hidden` are the columns hidden at first. */
export function useTableSettings(
  id: string | undefined,
  hidden: readonly string[],
): [TableSettings, (change: Partial<TableSettings>) => void] {
  const key = id === undefined ? undefined : `finharbor.table.${id}`;
  const [settings, setSettings] = useState(() => {
    const first: TableSettings = { hidden, density: 'normal', pageSize: pagedFrom };
    return key === undefined ? first : kept(key, first);
  });
  const change = (part: Partial<TableSettings>): void => {
    const next = { ...settings, ...part };
    setSettings(next);
    if (key !== undefined) localStorage.setItem(key, JSON.stringify(next));
  };
  return [settings, change];
}

/** What was kept is as old as it may be: each part counts only where it can still be meant. */
function kept(key: string, first: TableSettings): TableSettings {
  const found = parsed(localStorage.getItem(key) ?? '{}');
  const { hidden, density, pageSize } = found;
  return {
    hidden: Array.isArray(hidden) ? hidden.filter((id) => typeof id === 'string') : first.hidden,
    density: density === 'compact' ? 'compact' : first.density,
    pageSize: pageSizes.find((size) => size === pageSize) ?? first.pageSize,
  };
}

function parsed(text: string): { readonly [key in keyof TableSettings]?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
