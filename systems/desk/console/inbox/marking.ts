import type { InboxItem, Mark } from '@finharbor/desk/contract';

/** What is done with which notices. */
export type Marking = { readonly ids: readonly string[]; readonly mark: Mark; readonly untilMs?: number };

/** The marks that bring notices back to how they were before `mark`; none where that mark is seen and taken back at the notice itself. */
export function undoOf(items: readonly Pick<InboxItem, 'id' | 'isRead'>[], mark: Mark): readonly Marking[] {
  const ids = items.map(({ id }) => id);
  const unread = items.filter(({ isRead }) => !isRead).map(({ id }) => id);
  const unreadAgain: readonly Marking[] = unread.length === 0 ? [] : [{ ids: unread, mark: 'unread' }];
  if (mark === 'done') return [{ ids, mark: 'open' }, ...unreadAgain];
  if (mark === 'snooze') return [{ ids, mark: 'open' }];
  return mark === 'read' ? unreadAgain : [];
}
