import { type ReactElement, useEffect, useId, useState } from 'react';
import { classes } from '../../classes.ts';
import { Button } from '../../forms/button.tsx';
import { DateField } from '../../forms/date-field.tsx';
import { NumberField, TextField } from '../../forms/fields.tsx';
import { Select } from '../../forms/select.tsx';
import { useText } from '../../i18n/hooks.ts';
import type { AskedField, FilterValues } from './fields.ts';

type RowProps = {
  readonly fields: readonly AskedField[];
  readonly values: FilterValues;
  readonly onApply: (values: FilterValues) => void;
};

/**
 * The filters above a table with the two buttons officials know: 查询 asks, 重置 clears. Nothing is asked for while it is typed. On a
 * phone they are folded away behind a button that says how many are on.
 */
export function FilterRow({ fields, values, onApply }: RowProps): ReactElement {
  const text = useText('ui');
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState(values);
  // Going back in the history changes what is asked for, too.
  useEffect(() => setTyped(values), [values]);
  const set = (name: string, value: string | undefined): void =>
    setTyped((now) => ({ ...now, [name]: value ?? '' }));
  return (
    <search className="no-print mb-2 block">
      <div className="mb-2 sm:hidden">
        <Button aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>
          {text('filter.open', { n: Object.keys(values).length })}
        </Button>
      </div>
      <form
        id={id}
        noValidate
        className={classes(
          'grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] items-end gap-x-4 sm:grid',
          !isOpen && 'max-sm:hidden',
        )}
        onSubmit={(event) => {
          event.preventDefault();
          onApply(trimmed(typed));
        }}
      >
        {fields.map((field) => (
          <Field key={field.id} field={field} values={typed} onChange={set} />
        ))}
        <div className="mb-4 flex gap-2">
          <Button type="submit" variant="primary">
            {text('filter.search')}
          </Button>
          <Button
            onPress={() => {
              setTyped({});
              onApply({});
            }}
          >
            {text('filter.reset')}
          </Button>
        </div>
      </form>
    </search>
  );
}

function trimmed(values: FilterValues): FilterValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  );
}

type FieldProps = {
  readonly field: AskedField;
  readonly values: FilterValues;
  readonly onChange: (name: string, value: string | undefined) => void;
};

function Field({ field, values, onChange }: FieldProps): ReactElement {
  const text = useText('ui');
  const { id, label, kind } = field;
  if (kind === 'text')
    return <TextField label={label} value={values[id] ?? ''} onChange={(value) => onChange(id, value)} />;
  if (kind === 'choice')
    return (
      <Select
        label={label}
        options={field.options}
        selected={values[id] === '' ? undefined : values[id]}
        onChange={(value) => onChange(id, value)}
        placeholder={text('filter.any')}
      />
    );
  const ends = (['from', 'to'] as const).map((end) => ({
    name: `${id}.${end}`,
    label: text(`filter.${end}`, { label }),
  }));
  return (
    <>
      {ends.map((end) =>
        kind === 'days' ? (
          <DateField
            key={end.name}
            label={end.label}
            value={dayIn(values[end.name])}
            onChange={(value) => onChange(end.name, value)}
          />
        ) : (
          <NumberField
            key={end.name}
            label={end.label}
            value={numberIn(values[end.name])}
            onChange={(value) => onChange(end.name, value?.toString())}
          />
        ),
      )}
    </>
  );
}

/** An address may say anything. */
function dayIn(value: string | undefined): string | undefined {
  return value !== undefined && /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)
    ? value
    : undefined;
}

function numberIn(value: string | undefined): number | undefined {
  const number = Number(value);
  return value === undefined || value.trim() === '' || Number.isNaN(number) ? undefined : number;
}
