import type { InboxItem } from '@finharbor/desk/contract';
import {
  Badge,
  Button,
  Checkbox,
  DataTable,
  ErrorState,
  TextLink,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { kindsQuery, useMark } from './queries.ts';
import { Snooze } from './snooze.tsx';
import { useTellMarked } from './undo.ts';

type TableProps = {
  readonly items: readonly InboxItem[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (id: string, isSelected: boolean) => void;
};

/** Notices as a table: chosen by their boxes, opened by their titles, each with what can be done with it. */
export function NoticeTable({ items, selected, onSelect }: TableProps): ReactElement {
  const text = useText('inbox');
  const say = useBilingual();
  const { dateTime } = useFormat();
  const kinds = useQuery(kindsQuery);
  const nameOf = (kind: string): string => {
    const title = kinds.data?.find((one) => one.kind === kind)?.title;
    return title ? say(title) : '';
  };
  return (
    <DataTable
      caption={text('tab.notices')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'chosen',
          header: text('select'),
          cell: ({ id, title }) => (
            <Checkbox isSelected={selected.has(id)} onChange={(isSelected) => onSelect(id, isSelected)}>
              <span className="sr-only">{text('selectOne', { title: say(title) })}</span>
            </Checkbox>
          ),
        },
        { id: 'title', header: text('notice'), cell: (item) => <Told item={item} /> },
        { id: 'kind', header: text('filter.kind'), cell: ({ kind }) => nameOf(kind) },
        { id: 'at', header: text('at'), cell: ({ atMs }) => dateTime(atMs) },
        { id: 'act', header: text('actions'), cell: (item) => <Acts item={item} /> },
      ]}
    />
  );
}

function Told({ item }: { readonly item: InboxItem }): ReactElement {
  const text = useText('inbox');
  const say = useBilingual();
  const { dateTime } = useFormat();
  const mark = useMark();
  const { id, title, body, href, isRead, isDone, snoozedUntilMs } = item;
  return (
    <div>
      {/* Whoever opens it has read it. A link keeps its click to itself, so that it is heard on its way down. */}
      <span
        className={isRead ? '' : 'font-semibold'}
        onClickCapture={() => isRead || mark.mutate({ ids: [id], mark: 'read' })}
      >
        <TextLink href={href}>{say(title)}</TextLink>
      </span>{' '}
      {!isRead && <Badge tone="accent">{text('state.unread')}</Badge>}
      {isDone && <Badge tone="good">{text('state.done')}</Badge>}
      {!isDone && snoozedUntilMs !== null && (
        <Badge tone="warn">{text('snoozedUntil', { at: dateTime(snoozedUntilMs) })}</Badge>
      )}
      {body && <p className="text-quiet">{say(body)}</p>}
    </div>
  );
}

function Acts({ item }: { readonly item: InboxItem }): ReactElement {
  const text = useText('inbox');
  const say = useBilingual();
  const mark = useMark();
  const tell = useTellMarked();
  const { id, isDone, isRead } = item;
  const title = say(item.title);
  const away = (how: 'done' | 'snooze', until: { readonly untilMs?: number } = {}): void => {
    // The row is gone by then, and takes what is told of its own mutation along.
    void mark.mutateAsync({ ids: [id], mark: how, ...until }).then(
      () => tell(text(`marked.${how}`), { items: [item], mark: how }),
      () => {},
    );
  };
  return (
    <div className="flex flex-wrap">
      <Button
        variant="quiet"
        pending={mark.isPending}
        aria-label={text(isDone ? 'reopenOne' : 'doneOne', { title })}
        onPress={() => (isDone ? mark.mutate({ ids: [id], mark: 'open' }) : away('done'))}
      >
        {text(isDone ? 'mark.open' : 'mark.done')}
      </Button>
      <Button
        variant="quiet"
        aria-label={text(isRead ? 'unreadOne' : 'readOne', { title })}
        onPress={() => mark.mutate({ ids: [id], mark: isRead ? 'unread' : 'read' })}
      >
        {text(isRead ? 'mark.unread' : 'mark.read')}
      </Button>
      {!isDone && <Snooze label={text('mark.snooze')} onSnooze={(untilMs) => away('snooze', { untilMs })} />}
      {mark.error && <ErrorState error={mark.error} />}
    </div>
  );
}
