import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type AskedField, type FilterValues, namesOf } from './fields.ts';

/** Filters kept in the page's address, so that they can be linked to, gone back from, and found again after a reload. */
export function useAddressFilters(
  fields: readonly AskedField[],
): readonly [FilterValues, (values: FilterValues) => void] {
  const search = useSyncExternalStore(watch, () => location.search);
  const names = fields.flatMap(namesOf).join('\n');
  const values = useMemo(() => read(search, names.split('\n')), [search, names]);
  const apply = useCallback(
    (next: FilterValues) => {
      const url = new URL(location.href);
      for (const name of names.split('\n')) {
        const value = next[name] ?? '';
        if (value === '') url.searchParams.delete(name);
        else url.searchParams.set(name, value);
      }
      returnTo(url.href);
    },
    [names],
  );
  return [values, apply];
}

/** Goes to an address as it was, wherever the person is by then. */
export function returnTo(href: string): void {
  // The router, where there is one, listens to the history itself.
  history.pushState(history.state, '', href);
  for (const tell of watchers) tell();
}

const watchers = new Set<() => void>();

function watch(tell: () => void): () => void {
  watchers.add(tell);
  addEventListener('popstate', tell);
  return () => {
    watchers.delete(tell);
    removeEventListener('popstate', tell);
  };
}

function read(search: string, names: readonly string[]): FilterValues {
  const given = new URLSearchParams(search);
  return Object.fromEntries(names.flatMap((name) => (given.get(name) ? [[name, given.get(name)!]] : [])));
}
