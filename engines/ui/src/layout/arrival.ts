import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * What a browser does when it loads a page, for a page that stays: the window is called after the new screen, the focus goes to its
 * heading, and the title is told to who cannot see it. Gives the title to tell; empty until somewhere else is gone to.
 */
export function useArrival(content: RefObject<HTMLElement | null>, at: Arrival): string {
  const { path, title } = at;
  const arrivedAt = useRef(path);
  const [said, say] = useState('');
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (arrivedAt.current === path) return;
    return whenHeaded(content.current!, () => {
      arrivedAt.current = path;
      say(document.title);
    });
  }, [path, content]);
  return said;
}

/** Where the page is now, and what it is called there. */
export type Arrival = { readonly path: string; readonly title: string };

/** Moves the focus to the heading as soon as there is one, unless the person has meanwhile moved it on. */
function whenHeaded(content: HTMLElement, done: () => void): () => void {
  content.focus({ preventScroll: true });
  const arrive = (): boolean => {
    const heading = content.querySelector('h1');
    if (!heading) return false;
    if (document.activeElement === content) heading.focus({ preventScroll: true });
    done();
    return true;
  };
  if (arrive()) return () => {};
  const watch = new MutationObserver(() => {
    if (arrive()) watch.disconnect();
  });
  watch.observe(content, { childList: true, subtree: true });
  return () => watch.disconnect();
}
