import { DataTable, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { FileHead } from '../csv/inspect.ts';
import type { Mapping } from '../csv/mapping.ts';

const shownRows = 5;
const shownColumns = 10;

/** The first rows as they will stand in the data set. */
export function Preview({
  sample,
  mapping: { uscc, columns },
}: {
  readonly sample: FileHead['sample'];
  readonly mapping: Mapping;
}): ReactElement {
  const text = useText('datasets');
  const used = columns.filter(({ isUsed }) => isUsed);
  const shown = used.slice(0, shownColumns);
  const rows = sample.slice(0, shownRows).map((fields, at) => ({ at, fields }));
  return (
    <>
      <DataTable
        caption={text('preview.title')}
        rows={rows}
        rowKey={({ at }) => String(at)}
        columns={[
          {
            id: 'uscc',
            header: text('preview.uscc'),
            cell: ({ fields }) => (uscc === undefined ? '—' : fields[uscc] || '—'),
          },
          ...shown.map(({ at, name }) => ({
            id: String(at),
            header: name,
            cell: ({ fields }: { readonly fields: readonly string[] }) => fields[at] || '—',
          })),
        ]}
      />
      {used.length > shown.length && (
        <p className="mb-4 text-quiet text-sm">{text('preview.more', { n: used.length - shown.length })}</p>
      )}
    </>
  );
}
