import { type ReactElement, type ReactNode, useContext } from 'react';
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  NumberField as AriaNumberField,
  RadioGroup as AriaRadioGroup,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Radio,
  Text,
} from 'react-aria-components';
import { FieldFaults } from './faults.ts';

const box =
  'w-full rounded-md border border-edge bg-raised px-3 py-2 text-ink placeholder:text-quiet disabled:opacity-60 aria-invalid:border-bad aria-invalid:border-2';

type Common = {
  readonly label: string;
  readonly description?: ReactNode;
  /** The field's name in the request; a problem that points at it is shown here. */
  readonly name?: string;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
};

type TextProps = Common &
  Pick<AriaTextFieldProps, 'type' | 'autoComplete' | 'inputMode' | 'maxLength'> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly placeholder?: string;
  };

function useFault({ name, error }: Pick<Common, 'name' | 'error'>): string | undefined {
  const faults = useContext(FieldFaults);
  return error ?? (name === undefined ? undefined : faults[`/${name}`]);
}

function Head({
  label,
  isRequired,
}: {
  readonly label: string;
  readonly isRequired: boolean | undefined;
}): ReactElement {
  return (
    <Label className="mb-1 block font-medium text-sm">
      {label}
      {isRequired && (
        <span aria-hidden="true" className="ms-1 text-bad">
          *
        </span>
      )}
    </Label>
  );
}

function Foot({
  description,
  fault,
}: {
  readonly description?: ReactNode;
  readonly fault: string | undefined;
}): ReactElement {
  return (
    <>
      {description !== undefined && (
        <Text slot="description" className="mt-1 block text-quiet text-sm">
          {description}
        </Text>
      )}
      <FieldError className="mt-1 block text-bad text-sm">{fault}</FieldError>
    </>
  );
}

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
        id={fieldId(rest.name)}
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
      <AriaTextArea className={box} rows={rows} id={fieldId(rest.name)} />
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
      <Input className={box} id={fieldId(rest.name)} />
      <Foot description={description} fault={fault} />
    </AriaNumberField>
  );
}

/** One of several options. */
export type Option<Id extends string = string> = {
  readonly id: Id;
  readonly label: string;
  readonly description?: string;
};

type SelectProps<Id extends string> = Common & {
  readonly options: readonly Option<Id>[];
  readonly selected: Id | undefined;
  readonly onChange: (id: Id) => void;
  readonly placeholder?: string;
};

/** A choice of one among several, as the platform's own list: known on every phone and to every screen reader. */
export function Select<Id extends string>(props: SelectProps<Id>): ReactElement {
  const { label, description, options, selected, onChange, placeholder, name, isRequired, isDisabled } =
    props;
  const fault = useFault(props);
  const id = fieldId(name) ?? `select-${label}`;
  return (
    <div className="mb-4 max-w-xl">
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
        {isRequired && (
          <span aria-hidden="true" className="ms-1 text-bad">
            *
          </span>
        )}
      </label>
      <select
        id={id}
        name={name}
        className={`${box} min-h-10`}
        value={selected ?? ''}
        required={isRequired}
        disabled={isDisabled}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-more`}
        onChange={(event) => onChange(event.target.value as Id)}
      >
        {(placeholder !== undefined || selected === undefined) && (
          <option value="" disabled={isRequired}>
            {placeholder ?? '—'}
          </option>
        )}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
      <div id={`${id}-more`}>
        {description !== undefined && <p className="mt-1 text-quiet text-sm">{description}</p>}
        {fault !== undefined && <p className="mt-1 text-bad text-sm">{fault}</p>}
      </div>
    </div>
  );
}

const tick =
  'grid size-5 shrink-0 place-items-center rounded border-2 border-edge bg-raised text-accent-ink text-xs group-selected:border-accent group-selected:bg-accent group-focus-visible:outline-3 group-focus-visible:outline-accent group-focus-visible:outline-offset-2';
const row =
  'group flex min-h-8 cursor-pointer items-start gap-2.5 py-1 pointer-coarse:min-h-11 pointer-coarse:items-center';

/** A box to tick. */
export function Checkbox({
  children,
  isSelected,
  onChange,
  isRequired,
  name,
}: {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isRequired?: boolean;
  readonly name?: string;
}): ReactElement {
  return (
    <AriaCheckbox
      isSelected={isSelected}
      onChange={onChange}
      className={row}
      {...(isRequired === undefined ? {} : { isRequired })}
      {...(name === undefined ? {} : { name })}
      validationBehavior="aria"
    >
      {({ isSelected: is }) => (
        <>
          <span aria-hidden="true" className={tick}>
            {is ? '✓' : ''}
          </span>
          <span>{children}</span>
        </>
      )}
    </AriaCheckbox>
  );
}

type GroupProps = Common & { readonly options: readonly Option[] };

/** Any number of several options. */
export function CheckboxGroup({
  label,
  description,
  options,
  selected,
  onChange,
  ...rest
}: GroupProps & {
  readonly selected: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}): ReactElement {
  const fault = useFault(rest);
  return (
    <AriaCheckboxGroup
      value={[...selected]}
      onChange={onChange}
      isInvalid={fault !== undefined}
      className="mb-4"
      validationBehavior="aria"
      {...(rest.name === undefined ? {} : { name: rest.name })}
      {...(rest.isRequired === undefined ? {} : { isRequired: rest.isRequired })}
    >
      <Head label={label} isRequired={rest.isRequired} />
      {options.map((option) => (
        <AriaCheckbox key={option.id} value={option.id} className={row}>
          {({ isSelected }) => (
            <>
              <span aria-hidden="true" className={tick}>
                {isSelected ? '✓' : ''}
              </span>
              <OptionText {...option} />
            </>
          )}
        </AriaCheckbox>
      ))}
      <Foot description={description} fault={fault} />
    </AriaCheckboxGroup>
  );
}

/** One of several options, all of them in sight. */
export function RadioGroup<Id extends string>({
  label,
  description,
  options,
  selected,
  onChange,
  ...rest
}: Common & {
  readonly options: readonly Option<Id>[];
  readonly selected: Id | undefined;
  readonly onChange: (id: Id) => void;
}): ReactElement {
  const fault = useFault(rest);
  return (
    <AriaRadioGroup
      value={selected ?? null}
      onChange={(id) => onChange(id as Id)}
      isInvalid={fault !== undefined}
      className="mb-4"
      validationBehavior="aria"
      {...(rest.isRequired === undefined ? {} : { isRequired: rest.isRequired })}
    >
      <Head label={label} isRequired={rest.isRequired} />
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className={row}>
          <span
            aria-hidden="true"
            className="size-5 shrink-0 rounded-full border-2 border-edge bg-raised group-selected:border-6 group-selected:border-accent group-focus-visible:outline-3 group-focus-visible:outline-accent group-focus-visible:outline-offset-2"
          />
          <OptionText {...option} />
        </Radio>
      ))}
      <Foot description={description} fault={fault} />
    </AriaRadioGroup>
  );
}

function OptionText({ label, description }: Option): ReactElement {
  return (
    <span>
      {label}
      {description !== undefined && <span className="block text-quiet text-sm">{description}</span>}
    </span>
  );
}

/** The element's id an error summary links to. */
export function fieldId(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `field-${name}`;
}
