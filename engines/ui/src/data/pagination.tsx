import { type ReactElement, useId } from 'react';
import { classes } from '../classes.ts';
import { useFormat } from '../format/use-format.ts';
import { useText } from '../i18n/hooks.ts';
import { Icon } from '../icons/icon.tsx';

type PaginationProps = {
  /** What is paged, for who hears the page. */
  readonly label: string;
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
  readonly pageSizes: readonly number[];
  readonly onPageSize: (pageSize: number) => void;
};

/** The pages of a long list. The buttons at its ends stay where the focus can be, and say that they lead nowhere. */
export function Pagination(props: PaginationProps): ReactElement {
  const { label, page, pageSize, total, onPage } = props;
  const text = useText('ui');
  const { number } = useFormat();
  const count = Math.max(1, Math.ceil(total / pageSize));
  return (
    <nav
      aria-label={text('pages.of', { name: label })}
      className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm"
    >
      <p role="status" className="me-auto text-quiet">
        {text('pages.range', {
          from: number(Math.min(total, page * pageSize + 1)),
          to: number(Math.min(total, (page + 1) * pageSize)),
          total: number(total),
        })}
      </p>
      <PageSize {...props} />
      <ul className="no-print flex items-center gap-1">
        <li>
          <Step
            label={text('pages.previous')}
            icon="back"
            isEnd={page === 0}
            onPress={() => onPage(page - 1)}
          />
        </li>
        {pagesAround(page, count).map((one, at) => (
          <li key={one ?? `gap ${at}`} className="hidden sm:block">
            {one === undefined ? (
              <span aria-hidden="true" className="px-1 text-quiet">
                …
              </span>
            ) : (
              <PageButton page={one} isCurrent={one === page} onPage={onPage} />
            )}
          </li>
        ))}
        <li>
          <Step
            label={text('pages.next')}
            icon="forward"
            isEnd={page === count - 1}
            onPress={() => onPage(page + 1)}
          />
        </li>
      </ul>
    </nav>
  );
}

/** The first, the last, and those about the current one; a gap where some are left out. */
function pagesAround(page: number, count: number): readonly (number | undefined)[] {
  const near = [0, page - 1, page, page + 1, count - 1].filter((one) => one >= 0 && one < count);
  const wanted = [...new Set(near)];
  return wanted.flatMap((one, at) => {
    const before = wanted[at - 1] ?? -1;
    if (one === before + 2) return [one - 1, one];
    return one > before + 1 ? [undefined, one] : [one];
  });
}

const button =
  'inline-flex size-8 cursor-pointer items-center justify-center rounded-md border border-transparent pointer-coarse:size-11 hover:bg-accent-soft aria-disabled:cursor-not-allowed aria-disabled:text-edge aria-disabled:hover:bg-transparent';

type PageButtonProps = {
  readonly page: number;
  readonly isCurrent: boolean;
  readonly onPage: (page: number) => void;
};

function PageButton({ page, isCurrent, onPage }: PageButtonProps): ReactElement {
  const text = useText('ui');
  return (
    <button
      type="button"
      aria-label={text('pages.page', { n: page + 1 })}
      {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
      className={classes(button, isCurrent && 'border-accent! bg-accent-soft font-semibold text-accent')}
      onClick={() => onPage(page)}
    >
      {page + 1}
    </button>
  );
}

type StepProps = {
  readonly label: string;
  readonly icon: 'back' | 'forward';
  readonly isEnd: boolean;
  readonly onPress: () => void;
};

function Step({ label, icon, isEnd, onPress }: StepProps): ReactElement {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={isEnd}
      className={button}
      onClick={() => !isEnd && onPress()}
    >
      <Icon name={icon} />
    </button>
  );
}

function PageSize({ pageSize, pageSizes, onPageSize }: PaginationProps): ReactElement {
  const text = useText('ui');
  const id = useId();
  return (
    <span className="no-print flex items-center gap-2">
      <label htmlFor={id} className="text-quiet">
        {text('pages.size')}
      </label>
      <select
        id={id}
        value={pageSize}
        onChange={(event) => onPageSize(Number(event.target.value))}
        className="min-h-8 rounded-md border border-edge bg-raised px-2 pointer-coarse:min-h-11"
      >
        {pageSizes.map((size) => (
          <option key={size} value={size}>
            {size}
          </option>
        ))}
      </select>
    </span>
  );
}
