import type { DraftStore, SearchPort, ViewStore } from '@finharbor/ui';
import { desk, deskWhileLeaving } from './api.ts';

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
      await deskWhileLeaving.putDraft({ params, body: { json: JSON.stringify(value) } });
    },
    async forget() {
      await desk.deleteDraft({ params });
    },
  };
}

/** Looks for what the person may see, at the process that served the page. */
export const search: SearchPort = async (q, { limit, signal }) => {
  return (await desk.getSearch({ query: { q, limit }, signal })).body.items;
};

/** Saved views of lists, one's own and those that colleagues share. */
export const viewStore: ViewStore = {
  canShare: true,
  async views(list) {
    const found = (await desk.listViews({ query: { path: list } })).body;
    return found.map(({ id, name, search, isShared, isOwn }) => ({
      id,
      name,
      values: Object.fromEntries(new URLSearchParams(search)),
      isShared,
      isOwn,
    }));
  },
  async save(list, { name, values, isShared }) {
    const others = (await desk.listViews({ query: { path: list } })).body;
    const own = others.find((view) => view.name === name && view.isOwn);
    const search = new URLSearchParams(values).toString();
    const body = { path: list, name, search, isShared };
    await desk.putView({ params: { id: own?.id ?? crypto.randomUUID() }, body });
  },
  async remove(_list, id) {
    await desk.deleteView({ params: { id } });
  },
};
