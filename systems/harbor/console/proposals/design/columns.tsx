import type { DraftColumn } from '@finharbor/harbor/contract';
import { CheckboxGroup, NumberField, Section, TextArea, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../../parties/names.ts';
import { keyOf } from './design.ts';
import { columnOf, type Offer } from './offers.ts';

type ColumnsProps = {
  readonly offers: ReadonlyMap<string, readonly Offer[]>;
  readonly columns: readonly DraftColumn[];
  readonly onChange: (columns: readonly DraftColumn[]) => void;
};

/** Which columns of each side are read, and which groups or bounds their values are held to. */
export function Columns({ offers, columns, onChange }: ColumnsProps): ReactElement {
  const text = useText('proposals');
  const say = useBilingual();
  const nameOf = usePartyName();
  const choose = (party: string, ids: readonly string[]): void => {
    const others = columns.filter((column) => column.party !== party);
    const chosen = offers
      .get(party)!
      .filter(({ name }) => ids.includes(name))
      .map((offer) => columns.find((one) => isOf(one, offer)) ?? columnOf(offer));
    onChange([...others, ...chosen]);
  };
  return (
    <Section title={text('columns.title')}>
      <p id="field-columns" tabIndex={-1} className="mb-3 max-w-prose text-quiet">
        {text('columns.help')}
      </p>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {[...offers].map(([party, some]) => (
          <CheckboxGroup
            key={party}
            label={text('columns.of', { party: nameOf(party) })}
            selected={columns.filter((column) => column.party === party).map(({ field }) => field)}
            onChange={(ids) => choose(party, ids)}
            options={some.map(({ name, title }) => ({ id: name, label: say(title) }))}
          />
        ))}
      </div>
      {columns.map((column, at) => (
        <ColumnBounds
          key={keyOf(column)}
          at={at}
          column={column}
          onChange={(next) => onChange(columns.map((one, index) => (index === at ? next : one)))}
        />
      ))}
    </Section>
  );
}

function isOf(column: DraftColumn, { party, name }: Offer): boolean {
  return column.party === party && column.field === name;
}

type BoundsProps = {
  readonly at: number;
  readonly column: DraftColumn;
  readonly onChange: (column: DraftColumn) => void;
};

function ColumnBounds({ at, column, onChange }: BoundsProps): ReactElement {
  const nameOf = usePartyName();
  return (
    <fieldset className="border-line border-t pt-3">
      <legend className="mb-2 font-medium">
        {nameOf(column.party)} · <span translate="no">{column.field}</span>
      </legend>
      <div>
        {column.kind === 'category' ? (
          <Groups at={at} column={column} onChange={onChange} />
        ) : (
          <Bounds at={at} column={column} onChange={onChange} />
        )}
      </div>
    </fieldset>
  );
}

type Of<Kind> = BoundsProps & { readonly column: Extract<DraftColumn, { readonly kind: Kind }> };

function Groups({ at, column, onChange }: Of<'category'>): ReactElement {
  const text = useText('proposals');
  return (
    <TextArea
      label={text('columns.groups')}
      description={text('columns.groupsHelp')}
      name={`columns/${at}/groups`}
      rows={Math.min(8, Math.max(3, column.groups.length))}
      value={column.groups.join('\n')}
      onChange={(lines) => onChange({ ...column, groups: lines.split('\n') })}
      isRequired
    />
  );
}

const largest = 2 ** 31;

function Bounds({ at, column, onChange }: Of<'number'>): ReactElement {
  const text = useText('proposals');
  return (
    <>
      <div className="grid gap-x-4 sm:grid-cols-3">
        {(['min', 'max'] as const).map((end) => (
          <NumberField
            key={end}
            label={text(`columns.${end}`)}
            name={`columns/${at}/${end}`}
            value={column[end]}
            onChange={(value) => value !== undefined && onChange({ ...column, [end]: value })}
            minValue={-largest}
            maxValue={largest}
            formatOptions={{ maximumFractionDigits: 6 }}
          />
        ))}
        <NumberField
          label={text('columns.decimals')}
          name={`columns/${at}/decimals`}
          value={column.decimals}
          onChange={(decimals) => decimals !== undefined && onChange({ ...column, decimals })}
          minValue={0}
          maxValue={6}
        />
      </div>
      <p className="mb-4 max-w-prose text-quiet text-sm">{text('columns.boundsHelp')}</p>
    </>
  );
}
