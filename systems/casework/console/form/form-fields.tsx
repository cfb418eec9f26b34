import { Checkbox, DateField, NumberField, Select, TextArea, TextField, useBilingual } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { FormField, FormValue } from './fields.ts';

type FieldProps = {
  readonly fields: readonly FormField[];
  readonly value: FormValue;
  readonly onChange: (next: FormValue) => void;
};

/** The fields of a step's form, made from its schema. */
export function FormFields({ fields, value, onChange }: FieldProps): ReactElement {
  const set = (name: string) => (next: FormValue[string]) => onChange({ ...value, [name]: next });
  return (
    <>
      {fields.map((field) => (
        <OneField key={field.name} field={field} value={value[field.name]} onChange={set(field.name)} />
      ))}
    </>
  );
}

type OneProps = {
  readonly field: FormField;
  readonly value: FormValue[string];
  readonly onChange: (next: FormValue[string]) => void;
};

function OneField({ field, value, onChange }: OneProps): ReactElement {
  const both = useBilingual();
  const { name, title, hint, isRequired } = field;
  const common = {
    ...{ name, label: both(title), isRequired },
    ...(hint && { description: both(hint) }),
  };
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          {...common}
          options={field.options.map((option) => ({ id: option.id, label: both(option.title) }))}
          selected={typeof value === 'string' ? value : undefined}
          onChange={onChange}
        />
      );
    case 'number':
      return (
        <NumberField
          {...common}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
          {...(field.min !== undefined && { minValue: field.min })}
          {...(field.max !== undefined && { maxValue: field.max })}
        />
      );
    case 'date':
      return (
        <DateField {...common} value={typeof value === 'string' ? value : undefined} onChange={onChange} />
      );
    case 'flag':
      return (
        <Checkbox name={name} isSelected={value === true} onChange={onChange}>
          {common.label}
        </Checkbox>
      );
    default: {
      const text = typeof value === 'string' ? value : '';
      const most = field.most === undefined ? {} : { maxLength: field.most };
      return field.kind === 'text' ? (
        <TextArea {...common} {...most} rows={5} value={text} onChange={onChange} />
      ) : (
        <TextField {...common} {...most} value={text} onChange={onChange} />
      );
    }
  }
}
