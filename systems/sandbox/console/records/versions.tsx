import type { SeenRecord } from '@finharbor/sandbox/contract';
import { Query, useFormat, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { pilots } from '../api.ts';
import { Compare } from '../compare.tsx';
import { filledFrom } from './fields.ts';

type VersionsProps = { readonly number: string; readonly record: SeenRecord };

/** The versions of a record beside each other. */
export function Versions({ number, record: { id, version } }: VersionsProps): ReactElement {
  const text = useText('pilot');
  const { date } = useFormat();
  const query = useQuery({
    queryKey: ['pilots', 'versions', id, version],
    queryFn: async ({ signal }) =>
      (await pilots.getRecordVersions({ params: { number, id }, signal })).body.items,
  });
  return (
    <Query query={query}>
      {(items) => (
        <Compare
          versions={items.map(({ version: n, atMs, body }) => ({
            version: n,
            label: text('version', { n, day: date(atMs) }),
            values: filledFrom(body),
          }))}
          labelOf={(name) => text(`recordField.${name}`)}
        />
      )}
    </Query>
  );
}
