import { useEffect } from 'react';

const unsaved = new Set<object>();

/** Says that something on this screen would be lost by leaving it; the browser and the console ask before it is. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const form = {};
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    unsaved.add(form);
    addEventListener('beforeunload', warn);
    return () => {
      unsaved.delete(form);
      removeEventListener('beforeunload', warn);
    };
  }, [isUnsaved]);
}

/** Whether anything in sight would be lost by leaving. */
export function isAnythingUnsaved(): boolean {
  return unsaved.size > 0;
}
