import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

type Wide = {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly reachable: { readonly tabIndex?: 0; readonly role?: 'region'; readonly 'aria-label'?: string };
};

/** A box that the keyboard reaches while what is in it is wider than it is, so that it can be scrolled without a pointer. */
export function useWide(label: string): Wide {
  const ref = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useLayoutEffect(() => {
    const box = ref.current!;
    const watch = new ResizeObserver(() => setWide(box.scrollWidth > box.clientWidth));
    watch.observe(box);
    for (const child of box.children) watch.observe(child);
    return () => watch.disconnect();
  }, []);
  return { ref, reachable: isWide ? { tabIndex: 0, role: 'region', 'aria-label': label } : {} };
}
