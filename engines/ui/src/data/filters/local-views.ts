import type { NamedView, SavedView } from './views.ts';

const keyOf = (list: string): string => `finharbor.views.${list}`;

/** Keeps a view in this browser; one of the same name goes. */
export function save(list: string, view: NamedView): void {
  const others = kept(list).filter(({ name }) => name !== view.name);
  localStorage.setItem(keyOf(list), JSON.stringify([...others, { ...view, id: crypto.randomUUID() }]));
}

/** Puts a view away. */
export function remove(list: string, id: string): void {
  localStorage.setItem(keyOf(list), JSON.stringify(kept(list).filter((view) => view.id !== id)));
}

/** What was kept is as old as it may be: what cannot be a view any more is none. */
export function kept(list: string): readonly SavedView[] {
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
