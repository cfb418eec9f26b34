import type { Name, World } from './world.ts';

type Told = { readonly event?: unknown; readonly to?: readonly { readonly account?: string }[] };

/** What somebody has been told so far: of each notice to them the event that it tells. */
export function plainNotices({ cases, people }: World, reader: Name | 'nobody'): string {
  if (reader === 'nobody') return '';
  const { id } = people[reader].account;
  const told = cases.jobs.flatMap(({ task, payload }) => {
    const { event, to = [] } = payload as Told;
    return task === 'case-notice' && to.some(({ account }) => account === id) ? [event] : [];
  });
  return Object.entries(people).reduce(
    (text, [name, { account }]) => text.replaceAll(account.id, `<${name}>`),
    JSON.stringify(told),
  );
}
