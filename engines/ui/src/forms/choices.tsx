import type { ReactElement, ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  RadioGroup as AriaRadioGroup,
  Radio,
} from 'react-aria-components';
import { Icon } from '../icons/icon.tsx';
import { type Common, Foot, Head, useFault, useFieldId } from './field.tsx';
import type { Option } from './option.ts';

const tick =
  'grid size-5 shrink-0 place-items-center rounded border-2 border-edge bg-raised text-accent-ink text-xs group-data-selected:border-accent group-data-selected:bg-accent group-data-focus-visible:outline-3 group-data-focus-visible:outline-accent group-data-focus-visible:outline-offset-2';
const row =
  'group flex min-h-8 cursor-pointer items-start gap-2.5 py-1 pointer-coarse:min-h-11 pointer-coarse:py-2.5 data-disabled:cursor-not-allowed data-disabled:opacity-60';

/** A box to tick. */
export function Checkbox({
  children,
  isSelected,
  onChange,
  isRequired,
  isDisabled = false,
  name,
}: {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly name?: string;
}): ReactElement {
  return (
    <AriaCheckbox
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      className={row}
      {...(isRequired === undefined ? {} : { isRequired })}
      {...(name === undefined ? {} : { name })}
      validationBehavior="aria"
    >
      {({ isSelected: is }) => (
        <>
          <span aria-hidden="true" className={tick}>
            {is && <Icon name="check" />}
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
  const id = useFieldId(rest.name);
  return (
    <AriaCheckboxGroup
      {...(id === undefined ? {} : { id })}
      value={[...selected]}
      onChange={onChange}
      isInvalid={fault !== undefined}
      isDisabled={rest.isDisabled ?? false}
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
                {isSelected && <Icon name="check" />}
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
  const id = useFieldId(rest.name);
  return (
    <AriaRadioGroup
      {...(id === undefined ? {} : { id })}
      value={selected ?? null}
      onChange={(id) => onChange(id as Id)}
      isInvalid={fault !== undefined}
      isDisabled={rest.isDisabled ?? false}
      className="mb-4"
      validationBehavior="aria"
      {...(rest.isRequired === undefined ? {} : { isRequired: rest.isRequired })}
    >
      <Head label={label} isRequired={rest.isRequired} />
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className={row}>
          <span
            aria-hidden="true"
            className="size-5 shrink-0 rounded-full border-2 border-edge bg-raised group-data-selected:border-6 group-data-selected:border-accent group-data-focus-visible:outline-3 group-data-focus-visible:outline-accent group-data-focus-visible:outline-offset-2"
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
