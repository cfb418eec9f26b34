import { Fragment, type KeyboardEvent, type ReactElement, type RefObject, useRef } from 'react';
import { useText } from '../../../i18n/hooks.ts';
import { Head, TableRow } from '../cells.tsx';
import type { Choosing } from '../choosing.ts';
import type { TableModel } from '../model.ts';
import { useCellFocus } from './focus.ts';
import { type InSight, useInSight } from './in-sight.ts';

type ScrolledProps<Row> = {
  readonly caption: string;
  readonly model: TableModel<Row>;
  readonly rowKey: (row: Row) => string;
  readonly href: ((row: Row) => string) | undefined;
  readonly choosing: Choosing<Row> | undefined;
};

/** About what a row of one line takes. */
const oneLine = { normal: 38, compact: 30 };

/**
 * A table in a box of its own of which only the rows in sight are in the page. For who hears it, it is a grid of all its rows: each
 * says which of how many it is, and the arrow keys, Page Up and Down, Home and End go through all of them. Tab leaves it.
 */
export function ScrolledTable<Row>(props: ScrolledProps<Row>): ReactElement {
  const { caption, model, choosing } = props;
  const text = useText('ui');
  const box = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLSpanElement>(null);
  const inSight = useInSight({
    box,
    count: model.ordered.length,
    oneLine: oneLine[model.settings.density],
  });
  const focus = useCellFocus({
    box,
    rows: model.ordered.length,
    columns: model.columns.length + (choosing ? 1 : 0),
    page: inSight.fitting,
    scrollTo: inSight.scrollTo,
  });
  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={text('table.scrolled', { name: caption })}
      className="relative h-[70dvh] overflow-auto [contain:content] [overflow-anchor:none] sm:scroll-pt-16 rounded-lg border border-line bg-surface"
      onKeyDown={(event) => {
        if (event.key === 'Tab') leave(event, { box, end });
        else focus.onKeyDown(event);
      }}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: it takes the keys of a grid
        role="grid"
        aria-rowcount={model.ordered.length + 1}
        {...(choosing ? { 'aria-multiselectable': true } : {})}
        className="stacks w-full border-collapse text-sm sm:min-w-4xl sm:table-fixed"
      >
        <caption className="sr-only">{caption}</caption>
        <Head model={model} choosing={choosing} isSticky />
        <tbody onFocus={focus.onFocus} onBlur={focus.onBlur}>
          <Rows {...props} inSight={inSight} focusedRow={focus.row()} />
        </tbody>
      </table>
      <span ref={end} tabIndex={-1} />
    </section>
  );
}

/** From a cell the Tab key goes on behind the table, and back to its box: there may be a hundred thousand links in between. */
function leave(
  event: KeyboardEvent,
  {
    box,
    end,
  }: {
    readonly box: RefObject<HTMLElement | null>;
    readonly end: RefObject<HTMLElement | null>;
  },
): void {
  if (!(event.target as Element).closest('tbody')) return;
  if (event.shiftKey) {
    event.preventDefault();
    box.current?.focus();
  } else end.current?.focus({ preventScroll: true });
}

type RowsProps<Row> = ScrolledProps<Row> & {
  readonly inSight: InSight;
  readonly focusedRow: number | undefined;
};

/** The rows in sight, the one that has the focus however far it is scrolled away, and in the place of all others their height. */
function Rows<Row>({ model, href, choosing, inSight, focusedRow }: RowsProps<Row>): ReactElement {
  const { ordered, columns, settings } = model;
  const { from, to, topOf, total } = inSight;
  const near = Array.from({ length: to - from }, (_, at) => from + at);
  const isFar = focusedRow !== undefined && focusedRow < ordered.length && !near.includes(focusedRow);
  const places = isFar ? [...near, focusedRow].toSorted((a, b) => a - b) : near;
  return (
    <>
      {places.map((at, place) => {
        const row = ordered[at]!;
        const before = places[place - 1];
        return (
          <Fragment key={at}>
            <Gap height={topOf(at) - (before === undefined ? 0 : topOf(before + 1))} />
            <TableRow
              row={row}
              columns={columns}
              density={settings.density}
              href={href}
              choice={choosing?.labelOf(row)}
              isChosen={choosing?.isChosen(row) ?? false}
              onChoose={choosing?.choose}
              at={at}
            />
          </Fragment>
        );
      })}
      <Gap height={total - topOf((places.at(-1) ?? -1) + 1)} />
    </>
  );
}

function Gap({ height }: { readonly height: number }): ReactElement | null {
  if (height < 1) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a plain table cannot have the focus
    <tr aria-hidden="true" className="border-0! p-0!" style={{ height }}>
      <td className="p-0!" />
    </tr>
  );
}
