import { useSyncExternalStore } from 'react';
import { chosen, keep } from '../../preferences.ts';

/** How the page looks: its colours, how large its type is, in percent, and how strongly things stand out. */
export type Display = {
  readonly theme: 'light' | 'dark';
  readonly size: '100' | '125' | '150';
  readonly contrast: 'normal' | 'more';
};

/** What each part can be, the first one where nothing was chosen and the system wants nothing else. */
export const displays: { readonly [part in keyof Display]: readonly Display[part][] } = {
  theme: ['light', 'dark'],
  size: ['100', '125', '150'],
  contrast: ['normal', 'more'],
};

const parts = ['theme', 'size', 'contrast'] as const;
const systems: Readonly<Record<(typeof parts)[number], string>> = {
  theme: '(prefers-color-scheme: dark)',
  // No system tells it: who wants larger type everywhere has it from the browser, and this comes on top.
  size: 'not all',
  contrast: '(prefers-contrast: more)',
};
const watchers = new Set<() => void>();
let worn: Display = { theme: 'light', size: '100', contrast: 'normal' };

/** Puts on what was chosen; without a choice the system's counts. Called once, before anything is drawn. */
export function startDisplay(): void {
  for (const part of parts) {
    const kept = chosen(part);
    const [first, second] = displays[part];
    wear(
      part,
      displays[part].find((one) => one === kept) ?? (matchMedia(systems[part]).matches ? second! : first!),
    );
  }
}

/** How the page looks, and how to change a part of it; the change is kept. */
export function useDisplay(): readonly [Display, (part: keyof Display, to: string) => void] {
  return [useSyncExternalStore(watch, () => worn), choose];
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

function choose(part: keyof Display, to: string): void {
  keep(part, to);
  wear(part, to);
  for (const tell of watchers) tell();
}

function wear(part: keyof Display, to: string): void {
  worn = { ...worn, [part]: to };
  document.documentElement.dataset[part] = to;
}
