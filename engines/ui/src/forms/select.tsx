import { type ReactElement, useId } from 'react';
import { box, type Common, RequiredMark, useFault, useFieldId } from './field.tsx';
import type { Option } from './option.ts';

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
  const ownId = useId();
  const id = useFieldId(name) ?? ownId;
  return (
    <div className="mb-4 max-w-xl">
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
        {isRequired && <RequiredMark />}
      </label>
      <select
        id={id}
        name={name}
        className={box}
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
          <option key={option.id} value={option.id} {...(option.isData && { translate: 'no' as const })}>
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
