import type { InboxItem, NoticeFilter } from '@finharbor/desk/contract';
import {
  Button,
  EmptyState,
  ErrorState,
  LinkButton,
  Loading,
  SavedViews,
  Select,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { Bulk } from './bulk.tsx';
import { type InboxView, kindsQuery, noticesQuery } from './queries.ts';
import { NoticeTable } from './table.tsx';

const filters: readonly NoticeFilter[] = ['open', 'unread', 'snoozed', 'done', 'all'];

/** The notices of the view that stands in the address. */
export function Notices(): ReactElement {
  const search = useSearch({ strict: false }) as { readonly state?: NoticeFilter; readonly kind?: string };
  const state = filters.includes(search.state!) ? search.state! : 'open';
  const view = { state, kind: search.kind };
  const notices = useInfiniteQuery(noticesQuery(view));
  return (
    <>
      <Filter view={view} />
      {notices.error && <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />}
      {notices.data ? (
        // Another view begins with nothing selected.
        <Found
          key={`${state} ${search.kind}`}
          view={view}
          items={notices.data.pages.flatMap(({ items }) => items)}
        />
      ) : (
        !notices.error && <Loading shape="table" />
      )}
      {notices.hasNextPage && <Older notices={notices} />}
    </>
  );
}

function Older({
  notices,
}: {
  readonly notices: { readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => unknown };
}): ReactElement {
  const text = useText('inbox');
  return (
    <Button pending={notices.isFetchingNextPage} onPress={() => void notices.fetchNextPage()}>
      {text('older')}
    </Button>
  );
}

/** What stands in the address, under names. */
function Views({ view }: { readonly view: InboxView }): ReactElement {
  const navigate = useNavigate();
  const { state, kind } = view;
  return (
    <SavedViews
      list="/inbox"
      values={{ ...(state === 'open' ? {} : { state }), ...(kind ? { kind } : {}) }}
      onApply={(values) => void navigate({ to: '.', search: values as never })}
    />
  );
}

function Filter({ view }: { readonly view: InboxView }): ReactElement {
  const text = useText('inbox');
  const say = useBilingual();
  const navigate = useNavigate();
  const kinds = useQuery(kindsQuery);
  const show = (part: { readonly state?: string; readonly kind?: string }): void => {
    const { state, kind } = { ...view, ...part };
    const search = { ...(state === 'open' ? {} : { state }), ...(kind ? { kind } : {}) };
    void navigate({ to: '.', search: search as never, replace: true });
  };
  return (
    <search className="no-print grid gap-x-4 sm:grid-cols-3">
      <Select
        label={text('filter.state')}
        selected={view.state}
        onChange={(state) => show({ state })}
        options={filters.map((id) => ({ id, label: text(`state.${id}`) }))}
      />
      <Select
        label={text('filter.kind')}
        selected={view.kind ?? ''}
        onChange={(kind) => show({ kind })}
        options={[
          { id: '', label: text('filter.anyKind') },
          ...(kinds.data ?? []).map(({ kind, title }) => ({ id: kind, label: say(title) })),
        ]}
      />
      <div className="mb-4 self-end">
        <Views view={view} />
      </div>
    </search>
  );
}

type FoundProps = { readonly view: InboxView; readonly items: readonly InboxItem[] };

function Found({ view, items }: FoundProps): ReactElement {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (items.length === 0) return <Nothing view={view} />;
  // What is no longer in sight is not acted upon.
  const selected = items.filter(({ id }) => chosen.has(id));
  return (
    <>
      <Bulk items={items} selected={selected} onSelect={(ids) => setChosen(new Set(ids))} />
      <NoticeTable
        items={items}
        selected={new Set(selected.map(({ id }) => id))}
        onSelect={(id, isSelected) =>
          setChosen((before) => {
            const after = new Set(before);
            if (isSelected) after.add(id);
            else after.delete(id);
            return after;
          })
        }
      />
    </>
  );
}

function Nothing({ view }: { readonly view: InboxView }): ReactElement {
  const text = useText('inbox');
  const isPlain = view.state === 'open' && view.kind === undefined;
  return (
    <EmptyState
      title={text(isPlain ? 'none.open' : 'none.filtered')}
      body={text(isPlain ? 'none.openHelp' : 'none.filteredHelp')}
      action={
        isPlain ? (
          <LinkButton href="/app/inbox?state=all">{text('none.seeAll')}</LinkButton>
        ) : (
          <LinkButton href="/app/inbox">{text('none.seeOpen')}</LinkButton>
        )
      }
    />
  );
}
