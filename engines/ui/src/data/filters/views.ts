import { type Context, createContext } from 'react';
import type { FilterValues } from './fields.ts';

/** Filters kept under a name. */
export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly values: FilterValues;
  /** Everybody of the organisation sees it. */
  readonly isShared: boolean;
  /** Only who saved it may put it away. */
  readonly isOwn: boolean;
};

/** What of a view is its person's to say. */
export type NamedView = Omit<SavedView, 'id' | 'isOwn'>;

/** Where saved views are kept; `list` names the list they are of. */
export type ViewStore = {
  readonly views: (list: string) => Promise<readonly SavedView[]>;
  readonly save: (list: string, view: NamedView) => Promise<void>;
  readonly remove: (list: string, id: string) => Promise<void>;
  /** Whether a view can be shared from here. */
  readonly canShare: boolean;
};

const keyOf = (list: string): string => `finharbor.views.${list}`;

/** Saved views in this browser alone. */
export const localViews: ViewStore = {
  canShare: false,
  views: async (list) => kept(list),
  async save(list, view) {
    const others = kept(list).filter(({ name }) => name !== view.name);
    localStorage.setItem(keyOf(list), JSON.stringify([...others, { ...view, id: crypto.randomUUID() }]));
  },
  async remove(list, id) {
    localStorage.setItem(keyOf(list), JSON.stringify(kept(list).filter((view) => view.id !== id)));
  },
};

/** The store that saved views are kept in; another system's takes its place by providing it here. */
export const ViewsIn: Context<ViewStore> = createContext(localViews);

/** What was kept is as old as it may be: what cannot be a view any more is none. */
function kept(list: string): readonly SavedView[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(list)) ?? '[]');
    return Array.isArray(found) ? found.filter(isView).map((view) => ({ ...view, isOwn: true })) : [];
  } catch {
    return [];
  }
}

function isView(found: unknown): found is SavedView {
  const { id, name, values } = Object(found) as Partial<Record<keyof SavedView, unknown>>;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof values === 'object' &&
    values !== null &&
    Object.values(values).every((value) => typeof value === 'string')
  );
}
