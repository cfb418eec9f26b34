import { type ReactElement, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';

/** One step: the element it is about, by a selector, and what is said of it. */
export type TourStep = { readonly target: string; readonly title: string; readonly body: string };

type GuideProps = {
  readonly label: string;
  readonly steps: readonly TourStep[];
  /** The person asked for it: the focus goes to it. Otherwise it is only told of, and whoever is working goes on. */
  readonly takesFocus: boolean;
  readonly onEnd: () => void;
};

const gapPx = 10;

/**
 * Points at one element after the other. It covers nothing and holds no key but Escape, which ends it; steps whose element is not in
 * sight are left out.
 */
export function TourGuide({ label, steps, takesFocus, onEnd }: GuideProps): ReactElement | null {
  const text = useText('ui');
  const box = useRef<HTMLElement>(null);
  // What is on the page when it begins: a menu that is opened meanwhile must not change the count.
  const [shown] = useState(() => steps.filter(({ target }) => targetOf(target)));
  const [at, setAt] = useState(0);
  const step = shown[at];
  usePlacing(box, step?.target);
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  useEffect(() => {
    if (shown.length === 0) onEnd();
    const listen = ({ key, defaultPrevented }: KeyboardEvent): void => {
      if (key === 'Escape' && !defaultPrevented) onEnd();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [shown, onEnd]);
  if (!step) return null;
  const isLast = at === shown.length - 1;
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={label}
      className="no-print fixed inset-x-3 bottom-3 z-30 rounded-lg border-2 border-accent bg-raised p-4 text-ink shadow-xl outline-none sm:inset-x-auto sm:bottom-auto sm:w-80"
    >
      <div aria-live="polite">
        <p className="text-quiet text-sm">{text('tour.at', { n: at + 1, of: shown.length })}</p>
        <p className="font-semibold">{step.title}</p>
        <p className="mb-3 text-sm">{step.body}</p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="quiet" onPress={onEnd}>
          {text('tour.skip')}
        </Button>
        {at > 0 && <Button onPress={() => setAt(at - 1)}>{text('tour.back')}</Button>}
        <Button variant="primary" onPress={() => (isLast ? onEnd() : setAt(at + 1))}>
          {text(isLast ? 'tour.end' : 'tour.next')}
        </Button>
      </div>
    </section>
  );
}

/** Puts the box below its element and marks that; on a phone the box stands at the bottom. */
function usePlacing(box: RefObject<HTMLElement | null>, selector: string | undefined): void {
  useLayoutEffect(() => {
    const target = selector === undefined ? undefined : targetOf(selector);
    if (!target) return;
    target.dataset.tourAt = '';
    target.scrollIntoView({ block: 'nearest' });
    const place = (): void => {
      const { style, offsetWidth } = box.current!;
      const { left, bottom } = target.getBoundingClientRect();
      const isPhone = innerWidth < 640;
      style.left = isPhone ? '' : `${Math.max(gapPx, Math.min(left, innerWidth - offsetWidth - gapPx))}px`;
      style.top = isPhone ? '' : `${bottom + gapPx}px`;
    };
    place();
    addEventListener('resize', place);
    addEventListener('scroll', place, { passive: true });
    return () => {
      delete target.dataset.tourAt;
      removeEventListener('resize', place);
      removeEventListener('scroll', place);
    };
  }, [box, selector]);
}

/** The first element of a selector that is in sight. */
function targetOf(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.checkVisibility());
}
