import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

type Place = { readonly row: number; readonly column: number };

type Given = {
  readonly box: RefObject<HTMLElement | null>;
  readonly rows: number;
  readonly columns: number;
  /** How many rows Page Down goes. */
  readonly page: () => number;
  readonly scrollTo: (row: number) => void;
};

/** Where the focus is in a table of which only a part is in the page, and what moves it. */
export type CellFocus = {
  /** The row that must be in the page because the focus is in it. */
  readonly row: () => number | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
};

/**
 * Moves the focus from cell to cell: to the link, button or box in it where there is one, else to the cell. When the row it is in goes
 * away, the focus goes to the one that takes its place.
 */
export function useCellFocus(given: Given): CellFocus {
  const { box, rows, scrollTo } = given;
  const [wanted, want] = useState<Place>();
  const at = useRef<Place>({ row: 0, column: 0 });
  const focused = useRef<Element>(undefined);
  const to = (place: Place): void => {
    at.current = place;
    scrollTo(place.row);
    want(place);
  };
  useLayoutEffect(() => {
    if (wanted) focusable(box.current!, wanted)?.focus();
  }, [wanted, box]);
  useLayoutEffect(() => {
    const isGone = focused.current?.isConnected === false && document.activeElement === document.body;
    if (!isGone || rows === 0) return;
    focusable(box.current!, { ...at.current, row: Math.min(at.current.row, rows - 1) })?.focus();
  });
  return {
    row: () => (focused.current ? at.current.row : undefined),
    onKeyDown(event) {
      const isEntering = event.target === box.current && event.key === 'ArrowDown';
      const next = isEntering ? at.current : moved(event, at.current, given);
      if (!next || rows === 0) return;
      event.preventDefault();
      to({ ...next, row: Math.min(next.row, rows - 1) });
    },
    onFocus(event) {
      const place = placeOf(event.target);
      if (!place) return;
      at.current = place;
      focused.current = event.target;
    },
    onBlur({ relatedTarget }) {
      if (relatedTarget && !placeOf(relatedTarget)) focused.current = undefined;
    },
  };
}

function moved(event: KeyboardEvent, { row, column }: Place, given: Given): Place | undefined {
  if (!placeOf(event.target as Element) || event.altKey || event.metaKey) return undefined;
  const { rows, columns, page } = given;
  const down = (by: number): Place => ({ row: Math.max(0, Math.min(rows - 1, row + by)), column });
  const across = (to: number): Place => ({ row, column: Math.max(0, Math.min(columns - 1, to)) });
  const { key, ctrlKey } = event;
  if (key === 'ArrowDown') return down(1);
  if (key === 'ArrowUp') return down(-1);
  if (key === 'PageDown') return down(page());
  if (key === 'PageUp') return down(-page());
  if (key === 'ArrowRight') return across(column + 1);
  if (key === 'ArrowLeft') return across(column - 1);
  if (key === 'Home') return ctrlKey ? { row: 0, column } : across(0);
  if (key === 'End') return ctrlKey ? { row: rows - 1, column } : across(columns - 1);
  return undefined;
}

function placeOf(element: Element): Place | undefined {
  const cell = element.closest('td');
  const row = cell?.closest('tr')?.dataset.row;
  return cell && row !== undefined ? { row: Number(row), column: cell.cellIndex } : undefined;
}

function focusable(box: HTMLElement, { row, column }: Place): HTMLElement | undefined {
  const cell = box.querySelector<HTMLElement>(`tr[data-row="${row}"]`)?.children[column];
  return (cell?.querySelector<HTMLElement>('a[href], button, input') ?? cell) as HTMLElement | undefined;
}
