import { useSyncExternalStore } from 'react';
import { chosen, keep } from '../preferences.ts';

/** Light or dark. */
export type Theme = 'light' | 'dark';

const watchers = new Set<() => void>();

/** Puts on the chosen theme; without a choice the system's counts. Called once, before anything is drawn. */
export function startTheme(): void {
  const kept = chosen('theme');
  const isDark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

/** The theme the page wears, and how to change it. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(watch, current);
  return [theme, choose];
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

function current(): Theme {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

function choose(theme: Theme): void {
  keep('theme', theme);
  document.documentElement.dataset.theme = theme;
  for (const tell of watchers) tell();
}
