import type { RatedFirm } from '@finharbor/ethics/contract';
import {
  type AskedField,
  type Column,
  Disclosure,
  FilterRow,
  TextLink,
  useAddressFilters,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { ethics } from './api.ts';
import { Method, useMethods } from './method.tsx';
import { More } from './more.tsx';

/** Firms with their ratings, page by page, found by name, code and band. */
export function Firms(): ReactElement {
  const text = useText('ethics');
  const [method] = useMethods().data ?? [];
  const bands = method?.bands ?? [];
  const fields: readonly AskedField[] = [
    { id: 'q', kind: 'text', label: text('find') },
    {
      id: 'band',
      kind: 'choice',
      label: text('band'),
      options: [
        ...bands.map(({ name }) => ({ id: name, label: name, isData: true })),
        { id: 'none', label: text('unrated') },
      ],
    },
  ];
  const [values, apply] = useAddressFilters(fields);
  const { q, band } = values;
  const isAsked = q !== undefined || band !== undefined;
  return (
    <>
      {method && (
        <Disclosure title={text('howRated', { version: method.version })}>
          <Method of={method} />
        </Disclosure>
      )}
      <FilterRow fields={fields} values={values} onApply={apply} />
      <More
        what={['firms', q ?? '', band ?? '']}
        read={async (cursor, signal) => {
          const query = { ...(q && { q }), ...(band && { band }), ...(cursor && { cursor }) };
          return (await ethics.listFirms({ query, signal })).body;
        }}
        caption={text('tab.firms')}
        columns={useColumns()}
        rowKey={({ uscc }) => uscc}
        empty={text(isAsked ? 'noneFit' : 'noFirms')}
      />
    </>
  );
}

function useColumns(): readonly Column<RatedFirm>[] {
  const text = useText('ethics');
  const { number } = useFormat();
  return [
    {
      id: 'firm',
      header: text('firm'),
      cell: ({ uscc, name }) => (
        <TextLink href={`/app/ethics/firms/${uscc}`}>
          <Verbatim>{name ?? uscc}</Verbatim>
        </TextLink>
      ),
    },
    {
      id: 'uscc',
      header: text('uscc'),
      cell: ({ uscc }) => <Verbatim>{uscc}</Verbatim>,
      text: ({ uscc }) => uscc,
    },
    {
      id: 'band',
      header: text('band'),
      cell: ({ band }) => (band === null ? text('unrated') : <Verbatim>{band}</Verbatim>),
      text: ({ band }) => band ?? '',
    },
    {
      id: 'score',
      header: text('score'),
      cell: ({ score }) => (score === null ? '' : number(score)),
      align: 'end',
    },
  ];
}
