import type { ListedView, SavedView } from '@finharbor/desk/contract';
import type { DraftStore } from '@finharbor/ui';
import {
  queryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { desk } from './api.ts';

export { Unread } from './inbox/unread.tsx';

/** Where a form keeps its draft at the process that served the page; `read` takes what was kept apart, and gives undefined for what it does not know. */
export function draftStore<Value>(
  form: string,
  read: (kept: unknown) => Value | undefined,
): DraftStore<Value> {
  const params = { form };
  return {
    async load() {
      const { draft } = (await desk.getDraft({ params })).body;
      return draft === null ? undefined : read(JSON.parse(draft.json));
    },
    async keep(value) {
      await desk.putDraft({ params, body: { json: JSON.stringify(value) } });
    },
    async forget() {
      await desk.deleteDraft({ params });
    },
  };
}

const viewsQuery = (path: string) =>
  queryOptions({
    queryKey: ['desk', 'views', path],
    queryFn: async () => (await desk.listViews({ query: { path } })).body,
  });

/** The saved views of a screen, and what can be done with them. */
export type SavedViews = {
  readonly views: UseQueryResult<readonly ListedView[]>;
  /** Saves a new view, or what one of one's own is from now on: renamed, shared, looking elsewhere. */
  readonly save: (view: Omit<SavedView, 'path'> & { readonly id?: string }) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  readonly error: unknown;
};

/** The saved views of the screen at a path below `/app`. */
export function useSavedViews(path: string): SavedViews {
  const client = useQueryClient();
  const query = viewsQuery(path);
  const settled = { onSuccess: () => client.invalidateQueries({ queryKey: query.queryKey }) };
  const save = useMutation({
    mutationFn: ({ id, ...view }: SavedView & { readonly id: string }) =>
      desk.putView({ params: { id }, body: view }),
    ...settled,
  });
  const remove = useMutation({
    mutationFn: (id: string) => desk.deleteView({ params: { id } }),
    ...settled,
  });
  return {
    views: useQuery(query),
    save: async ({ id = crypto.randomUUID(), ...view }) =>
      void (await save.mutateAsync({ id, path, ...view })),
    remove: async (id) => void (await remove.mutateAsync(id)),
    error: save.error ?? remove.error,
  };
}
