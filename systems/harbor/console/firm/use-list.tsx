import type { Bodies } from '@finharbor/harbor/contract';
import {
  Code,
  type Column,
  EmptyState,
  FilteredTable,
  type FilterField,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyOptions } from '../lists/options.ts';
import { usePartyName } from '../parties/names.ts';
import { useFieldTitles } from './field-titles.ts';

/** One use of the firm's data, as the office that used them has signed it. */
type Use = Bodies['use'] & { readonly id: string; readonly issuer: string };

/** Who used the firm's data for whom. */
export function UseList({ uses }: { readonly uses: readonly Use[] }): ReactElement {
  const text = useText('firm');
  return (
    <FilteredTable
      list="/my-uses"
      exportName={text('uses.title')}
      caption={text('uses.title')}
      rows={uses}
      rowKey={({ id }) => id}
      fields={useFields(uses)}
      columns={useColumns()}
      empty={<EmptyState title={text('uses.none')} body={text('uses.noneHelp')} />}
    />
  );
}

function useFields(uses: readonly Use[]): readonly FilterField<Use>[] {
  const text = useText('firm');
  const lists = useText('lists');
  const partiesOf = usePartyOptions();
  const fieldsOf = useFieldTitles();
  return [
    {
      id: 'q',
      label: lists('uses.text'),
      kind: 'text',
      of: (use) => [fieldsOf(use), ...use.fields, use.contract].join(' '),
    },
    {
      id: 'what',
      label: text('uses.what'),
      kind: 'choice',
      options: (['training', 'score', 'delivery'] as const).map((id) => ({ id, label: text(`uses.${id}`) })),
      of: whatFor,
    },
    {
      id: 'holder',
      label: text('uses.holder'),
      kind: 'choice',
      options: partiesOf(uses.map(({ issuer }) => issuer)),
      of: ({ issuer }) => issuer,
    },
    {
      id: 'consumer',
      label: text('uses.consumer'),
      kind: 'choice',
      options: partiesOf(uses.map(({ consumer }) => consumer)),
      of: ({ consumer }) => consumer,
    },
    { id: 'at', label: text('uses.at'), kind: 'days', of: ({ usedAt }) => Date.parse(usedAt) },
  ];
}

function whatFor({ kind, uscc }: Use): 'training' | 'score' | 'delivery' {
  if (kind === 'deliver') return 'delivery';
  return uscc === null ? 'training' : 'score';
}

function useColumns(): readonly Column<Use>[] {
  const text = useText('firm');
  const nameOf = usePartyName();
  const fieldsOf = useFieldTitles();
  const { dateTime, number } = useFormat();
  return [
    {
      id: 'at',
      header: text('uses.at'),
      cell: ({ usedAt }) => dateTime(Date.parse(usedAt)),
      sortBy: ({ usedAt }) => Date.parse(usedAt),
      text: ({ usedAt }) => dateTime(Date.parse(usedAt)),
    },
    { id: 'what', header: text('uses.what'), cell: (use) => text(`uses.${whatFor(use)}`) },
    { id: 'holder', header: text('uses.holder'), cell: ({ issuer }) => nameOf(issuer) },
    { id: 'for', header: text('uses.consumer'), cell: ({ consumer }) => nameOf(consumer) },
    { id: 'fields', header: text('uses.fields'), cell: fieldsOf },
    {
      id: 'contract',
      header: text('uses.contract'),
      cell: ({ contract }) => <Code>{`${contract.slice(0, 12)}…`}</Code>,
      text: ({ contract }) => contract,
    },
    {
      id: 'log',
      header: text('uses.entry'),
      cell: ({ logIndex }) => number(logIndex),
      sortBy: ({ logIndex }) => logIndex,
      align: 'end',
    },
  ];
}
