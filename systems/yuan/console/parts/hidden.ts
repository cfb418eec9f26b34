import { useSyncExternalStore } from 'react';

const key = 'finharbor.yuan.hidden';
const watchers = new Set<() => void>();
let isHidden = read();

function read(): boolean {
  try {
    return localStorage.getItem(key) === 'yes';
  } catch {
    return false;
  }
}

/** Whether amounts are hidden from who looks over a shoulder, as was chosen on this device. */
export function useHidden(): readonly [isHidden: boolean, set: (hide: boolean) => void] {
  const hidden = useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => isHidden,
  );
  return [hidden, set];
}

function set(hide: boolean): void {
  isHidden = hide;
  try {
    localStorage.setItem(key, hide ? 'yes' : 'no');
  } catch {
    // Without storage it holds until the page is left.
  }
  for (const tell of watchers) tell();
}
