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

/**
 * Moves the focus to the heading as soon as one is in sight, and again to another that takes its place while the screen is still coming
 * together; no longer once the person has moved it on. React hides a screen that waits for a part of itself, which takes the focus from it.
 */
function whenHeaded(content: HTMLElement, done: () => void): () => void {
  let heading: HTMLElement | undefined;
  let wasHidden = false;
  content.focus({ preventScroll: true });
  const watch = new MutationObserver(follow);
  watch.observe(content, { childList: true, subtree: true });
  follow();
  return () => watch.disconnect();

  function follow(): void {
    const at = document.activeElement;
    const found = [...content.querySelectorAll('h1')].find((one) => one.checkVisibility());
    if (at !== content && at !== heading && at !== document.body) {
      watch.disconnect();
    } else if (!found) {
      wasHidden = true;
    } else if (found !== heading || wasHidden) {
      wasHidden = false;
      heading = found;
      heading.focus({ preventScroll: true });
      done();
    }
  }
}
