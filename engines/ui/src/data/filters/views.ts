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

const local = () => import('./local-views.ts');

/** Saved views in this browser alone. */
export const localViews: ViewStore = {
  canShare: false,
  views: async (list) => (await local()).kept(list),
  save: async (list, view) => (await local()).save(list, view),
  remove: async (list, id) => (await local()).remove(list, id),
};

/** The store that saved views are kept in; another system's takes its place by providing it here. */
export const ViewsIn: Context<ViewStore> = createContext(localViews);
