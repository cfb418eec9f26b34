import type { ReactElement } from 'react';
import {
  NumberField as AriaNumberField,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Input,
} from 'react-aria-components';
import { box, type Common, Foot, Head, useFault, useFieldId } from './field.tsx';

type TextProps = Common &
  Pick<AriaTextFieldProps, 'type' | 'autoComplete' | 'inputMode' | 'maxLength'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly placeholder?: string;
  };

/** One line of text. */
export function TextField({ label, description, placeholder, error, ...rest }: TextProps): ReactElement {
  const fault = useFault({ ...rest, ...(error === undefined ? {} : { error }) });
  return (
    <AriaTextField
      {...rest}
      isInvalid={fault !== undefined}
      validationBehavior="aria"
      className="mb-4 max-w-xl"
    >
      <Head label={label} isRequired={rest.isRequired} />
      <Input
        className={box}
        id={useFieldId(rest.name)}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      <Foot description={description} fault={fault} />
    </AriaTextField>
  );
}

/** Several lines of text. */
export function TextArea({
  label,
  description,
  rows = 3,
  error,
  ...rest
}: Omit<TextProps, 'type' | 'placeholder'> & { readonly rows?: number }): ReactElement {
  const fault = useFault({ ...rest, ...(error === undefined ? {} : { error }) });
  return (
    <AriaTextField
      {...rest}
      isInvalid={fault !== undefined}
      validationBehavior="aria"
      className="mb-4 max-w-xl"
    >
      <Head label={label} isRequired={rest.isRequired} />
      <AriaTextArea className={box} rows={rows} id={useFieldId(rest.name)} />
      <Foot description={description} fault={fault} />
    </AriaTextField>
  );
}

type NumberProps = Common & {
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly formatOptions?: Intl.NumberFormatOptions;
};

/** A number, typed in the way of the person's language. */
export function NumberField({
  label,
  description,
  value,
  onChange,
  error,
  ...rest
}: NumberProps): ReactElement {
  const fault = useFault({ ...rest, ...(error === undefined ? {} : { error }) });
  return (
    <AriaNumberField
      {...rest}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
      isInvalid={fault !== undefined}
      validationBehavior="aria"
      className="mb-4 max-w-xs"
    >
      <Head label={label} isRequired={rest.isRequired} />
      <Input className={box} id={useFieldId(rest.name)} />
      <Foot description={description} fault={fault} />
    </AriaNumberField>
  );
}
