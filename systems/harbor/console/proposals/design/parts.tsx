import type { ColumnRef, DraftColumn, DraftStatistic } from '@finharbor/harbor/contract';
import { CheckboxGroup, type Option, RadioGroup, Select, TextField, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { usePartyName } from '../../parties/names.ts';
import { keyOf } from './design.ts';
import { refOf } from './from-proposal.ts';

type PartsProps<S extends DraftStatistic = DraftStatistic> = {
  readonly at: number;
  readonly statistic: S;
  readonly columns: readonly DraftColumn[];
  readonly set: (statistic: DraftStatistic) => void;
};

/** The columns a statistic is of, and what its kind asks besides. */
export function Parts({ statistic, ...rest }: PartsProps): ReactElement {
  switch (statistic.kind) {
    case 'groups':
      return <GroupParts statistic={statistic} {...rest} />;
    case 'correlation':
      return (
        <>
          {(['x', 'y'] as const).map((part) => (
            <ColumnSelect
              key={part}
              label={part}
              name={`statistics/${rest.at}/${part}`}
              kind="number"
              columns={rest.columns}
              selected={statistic[part]}
              onChange={(ref) => rest.set({ ...statistic, [part]: ref })}
            />
          ))}
        </>
      );
    case 'woe':
      return (
        <>
          {(['bins', 'label'] as const).map((part) => (
            <ColumnSelect
              key={part}
              label={part}
              name={`statistics/${rest.at}/${part}`}
              kind="category"
              columns={rest.columns}
              selected={statistic[part]}
              onChange={(ref) => rest.set({ ...statistic, [part]: ref })}
            />
          ))}
        </>
      );
    case 'quantiles':
      return <QuantileParts statistic={statistic} {...rest} />;
  }
}

type Kind = DraftColumn['kind'];

function useColumnOptions(columns: readonly DraftColumn[], kind: Kind): readonly Option[] {
  const nameOf = usePartyName();
  return columns
    .filter((column) => column.kind === kind)
    .map((column) => ({ id: keyOf(column), label: `${nameOf(column.party)} · ${column.field}` }));
}

type SelectProps = {
  readonly label: 'x' | 'y' | 'bins' | 'label' | 'column';
  readonly name: string;
  readonly kind: Kind;
  readonly columns: readonly DraftColumn[];
  readonly selected: ColumnRef;
  readonly onChange: (ref: ColumnRef) => void;
};

function ColumnSelect({ label, name, kind, columns, selected, onChange }: SelectProps): ReactElement {
  const text = useText('proposals');
  const options = useColumnOptions(columns, kind);
  const key = keyOf(selected);
  return (
    <Select
      label={text(`part.${label}`)}
      description={text(
        kind === 'number' ? 'part.numberHelp' : `part.${label === 'label' ? 'labelHelp' : 'categoryHelp'}`,
      )}
      name={name}
      selected={options.some(({ id }) => id === key) ? key : undefined}
      onChange={(id) => onChange(refOf(id))}
      options={options}
      isRequired
    />
  );
}

function GroupParts({
  at,
  statistic,
  columns,
  set,
}: PartsProps<Extract<DraftStatistic, { kind: 'groups' }>>): ReactElement {
  const text = useText('proposals');
  const categories = useColumnOptions(columns, 'category');
  const numbers = useColumnOptions(columns, 'number');
  const value = statistic.value && keyOf(statistic.value);
  return (
    <>
      <CheckboxGroup
        label={text('part.by')}
        description={categories.length === 0 ? text('part.noCategory') : text('part.byHelp')}
        name={`statistics/${at}/by`}
        selected={statistic.by.map(keyOf)}
        onChange={(ids) => set({ ...statistic, by: ids.map(refOf) })}
        options={categories}
      />
      <Select
        label={text('part.value')}
        name={`statistics/${at}/value`}
        selected={value ?? 'none'}
        onChange={(id) => set({ ...statistic, value: id === 'none' ? null : refOf(id) })}
        options={[{ id: 'none', label: text('part.countOnly') }, ...numbers]}
      />
      {value !== null && (
        <RadioGroup
          label={text('part.upTo')}
          selected={statistic.upTo}
          onChange={(upTo) => set({ ...statistic, upTo })}
          options={(['sum', 'variance'] as const).map((id) => ({ id, label: text(`upTo.${id}`) }))}
        />
      )}
    </>
  );
}

function QuantileParts({
  at,
  statistic,
  columns,
  set,
}: PartsProps<Extract<DraftStatistic, { kind: 'quantiles' }>>): ReactElement {
  const text = useText('proposals');
  return (
    <>
      <ColumnSelect
        label="column"
        name={`statistics/${at}/column`}
        kind="number"
        columns={columns}
        selected={statistic.column}
        onChange={(column) => set({ ...statistic, column })}
      />
      <Numbers
        label={text('part.edges')}
        description={text('part.edgesHelp')}
        name={`statistics/${at}/edges`}
        values={statistic.edges}
        onChange={(edges) => set({ ...statistic, edges })}
      />
      <Numbers
        label={text('part.at')}
        description={text('part.atHelp')}
        name={`statistics/${at}/at`}
        values={statistic.at}
        onChange={(shares) => set({ ...statistic, at: shares })}
      />
    </>
  );
}

type NumbersProps = {
  readonly label: string;
  readonly description: string;
  readonly name: string;
  readonly values: readonly number[];
  readonly onChange: (values: readonly number[]) => void;
  readonly isOptional?: boolean;
  readonly error?: string | undefined;
};

/** Several numbers in one line, kept as typed; while a word of it is no number there are none. */
export function Numbers({ values, onChange, isOptional = false, ...field }: NumbersProps): ReactElement {
  const [typed, setTyped] = useState(() => ({ line: values.join(' '), values }));
  const line = typed.values === values ? typed.line : values.join(' ');
  const type = (next: string): void => {
    const words = next.split(/[\s,，;；、]+/).filter(Boolean);
    const numbers = words.every((word) => Number.isFinite(Number(word))) ? words.map(Number) : [];
    setTyped({ line: next, values: numbers });
    onChange(numbers);
  };
  return <TextField {...field} value={line} onChange={type} isRequired={!isOptional} />;
}
