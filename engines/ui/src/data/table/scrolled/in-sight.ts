import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type RowHeights, rowHeights } from './heights.ts';

/** Rows beyond the edges that are in the page, too: what is scrolled to is there before it is in sight. */
const beyond = 6;

type Given = {
  readonly box: RefObject<HTMLElement | null>;
  readonly count: number;
  /** About the height of a row of one line. */
  readonly oneLine: number;
};

/** Which rows are in sight, from the first to the one behind the last, and where they are. */
export type InSight = {
  readonly from: number;
  readonly to: number;
  readonly topOf: (row: number) => number;
  readonly total: number;
  /** Scrolls no further than needed for a row to be in sight. */
  readonly scrollTo: (row: number) => void;
  /** How many rows fit into the box. */
  readonly fitting: () => number;
};

/**
 * Follows the scrolling of a box of rows. Rows are measured once they are in the page; what is found out about those above the edge
 * moves nothing that is in sight.
 */
export function useInSight(given: Given): InSight {
  const { box, count } = given;
  const [usual, setUsual] = useUsual(given);
  const heights = useMemo(() => rowHeights(count, usual), [count, usual]);
  const [[from, to], setRange] = useState<readonly [from: number, to: number]>([0, 0]);
  const look = useCallback(() => {
    const { scrollTop, clientHeight } = box.current!;
    const next = [
      Math.max(0, heights.rowAt(scrollTop) - beyond),
      Math.min(count, heights.rowAt(scrollTop + clientHeight) + 1 + beyond),
    ] as const;
    setRange((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, [box, heights, count]);
  useLayoutEffect(() => whenScrolled(box.current!, look), [box, look]);
  useMeasuring({ box, heights, count, setUsual, look });
  const inHead = (): number => {
    const head = box.current!.querySelector('thead')!;
    return getComputedStyle(head).position === 'sticky' ? head.offsetHeight : 0;
  };
  return {
    from: Math.min(from, count),
    to: Math.min(to, count),
    topOf: heights.topOf,
    total: heights.total(),
    scrollTo(row) {
      const element = box.current!;
      const height = element.clientHeight - inHead();
      const [top, end] = [heights.topOf(row), heights.topOf(row + 1)];
      if (top < element.scrollTop) element.scrollTop = top;
      else if (end > element.scrollTop + height) element.scrollTop = end - height;
      look();
    },
    fitting: () => Math.max(1, Math.floor((box.current!.clientHeight - inHead()) / usual)),
  };
}

/** How high rows mostly are, learnt from the first that were measured: once for each width of the box and each density. */
function useUsual({ box, oneLine }: Given): readonly [number, (found: readonly number[]) => void] {
  const [usual, setUsual] = useState(oneLine);
  const learntAt = useRef('');
  const learn = (found: readonly number[]): void => {
    const at = `${oneLine} ${box.current!.clientWidth}`;
    if (learntAt.current === at || found.length === 0) return;
    learntAt.current = at;
    setUsual(found.toSorted((a, b) => a - b)[found.length >> 1]!);
  };
  return [usual, learn];
}

function whenScrolled(box: HTMLElement, look: () => void): () => void {
  const size = new ResizeObserver(look);
  size.observe(box);
  box.addEventListener('scroll', look, { passive: true });
  return () => {
    size.disconnect();
    box.removeEventListener('scroll', look);
  };
}

type Measuring = Pick<Given, 'box' | 'count'> & {
  readonly heights: RowHeights;
  readonly setUsual: (found: readonly number[]) => void;
  readonly look: () => void;
};

function useMeasuring({ box, heights, count, setUsual, look }: Measuring): void {
  const [, setTimes] = useState(0);
  useLayoutEffect(() => {
    const element = box.current!;
    const first = heights.rowAt(element.scrollTop);
    const rows = [...element.querySelectorAll<HTMLElement>('tr[data-row]')];
    const found = rows.map((row) => row.getBoundingClientRect().height);
    const more = rows.map((row, place) => {
      const at = Number(row.dataset.row);
      return at < count ? { at, by: heights.measured(at, found[place]!) } : { at, by: 0 };
    });
    setUsual(found);
    if (more.every(({ by }) => Math.abs(by) < 0.5)) return;
    const above = more.reduce((sum, { at, by }) => (at < first ? sum + by : sum), 0);
    if (above !== 0) element.scrollTop += above;
    setTimes((times) => times + 1);
    look();
  });
}
