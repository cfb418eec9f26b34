import { useEffect, useSyncExternalStore } from 'react';

const keptAs = 'finharbor.keys';
const watchers = new Set<() => void>();

/** Whether a key by itself does something; a person who speaks to the page, or whose hand trembles, can switch it off. */
export function useSingleKeys(): readonly [boolean, (isOn: boolean) => void] {
  return [useSyncExternalStore(watch, areOn), choose];
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

function areOn(): boolean {
  return localStorage.getItem(keptAs) !== 'off';
}

function choose(isOn: boolean): void {
  localStorage.setItem(keptAs, isOn ? 'on' : 'off');
  for (const tell of watchers) tell();
}

/** What the keys do that are not anybody else's. */
export type Shortcuts = {
  /** Ctrl or ⌘ and K. */
  readonly onPalette: () => void;
  /** The question mark. */
  readonly onHelp: () => void;
};

/** Listens to the page's shortcuts. Where something is being typed, every key is the person's, the browser's or the screen reader's. */
export function useShortcuts({ onPalette, onHelp }: Shortcuts): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.altKey || isTyping(event.target)) return;
      const isWithControl = event.ctrlKey || event.metaKey;
      const act =
        isWithControl && !event.shiftKey && event.key.toLowerCase() === 'k'
          ? onPalette
          : !isWithControl && event.key === '?' && areOn()
            ? onHelp
            : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [onPalette, onHelp]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role=spinbutton]');
}
