import { type AskedField, useAddressFilters } from '@finharbor/ui';

const asked: readonly AskedField[] = [{ id: 'tab', label: 'tab', kind: 'text' }];

/** Which tab is in sight, kept in the page's address: so that it can be linked to and gone back to. */
export function useTab<Id extends string>(tabs: readonly Id[]): readonly [Id, (tab: Id) => void] {
  const [values, apply] = useAddressFilters(asked);
  return [tabs.find((id) => id === values.tab) ?? tabs[0]!, (tab) => apply({ tab })];
}
