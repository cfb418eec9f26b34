import type { NavItem, NavLink } from '@finharbor/ui';
import type { ScreenGroup } from '@finharbor/ui/screens';

/** A link of the navigation and what it has in common with others. */
export type GroupedLink = NavLink & { readonly group: ScreenGroup | undefined };

/** The groups in the order in which they stand. */
const groups: readonly ScreenGroup[] = [
  'data',
  'contracts',
  'lending',
  'money',
  'oversight',
  'evidence',
  'administration',
];

/** As many links stand side by side on one line of an ordinary screen in either language. */
const mostOnOneLine = 9;

/**
 * The navigation of somebody who may open these screens. Few links all stand side by side; of many, those that belong together are put
 * below one name. What would be alone there stands by itself.
 */
export function navigationOf(
  links: readonly GroupedLink[],
  nameOf: (group: ScreenGroup) => string,
): readonly NavItem[] {
  const plain = links.map(({ group: _group, ...link }) => link);
  if (links.length <= mostOnOneLine) return plain;
  const within = (group: ScreenGroup | undefined): readonly NavLink[] =>
    plain.filter((_, at) => links[at]!.group === group);
  return [
    ...within(undefined),
    ...groups.flatMap((group): readonly NavItem[] => {
      const items = within(group);
      return items.length > 1 ? [{ label: nameOf(group), items }] : items;
    }),
  ];
}
