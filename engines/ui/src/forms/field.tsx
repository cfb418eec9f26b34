import { type Context, createContext, type ReactElement, type ReactNode, useContext } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { FieldFaults } from './faults.ts';

/** How a box to type into looks. */
export const box =
  'w-full rounded-md border border-edge bg-raised px-3 py-1.5 leading-snug min-h-9 pointer-coarse:min-h-11 text-ink placeholder:text-quiet hover:border-accent disabled:cursor-not-allowed disabled:bg-sunken disabled:text-quiet disabled:hover:border-edge aria-invalid:border-bad aria-invalid:border-2';

/** What every field takes. */
export type Common = {
  readonly label: string;
  readonly description?: ReactNode;
  /** The field's name in the request; a problem that points at it is shown here. */
  readonly name?: string;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
};

/** What is wrong with a field: what the screen says, or else the answer to the last request. */
export function useFault({ name, error }: Pick<Common, 'name' | 'error'>): string | undefined {
  const faults = useContext(FieldFaults);
  return error ?? (name === undefined ? undefined : faults[`/${name}`]);
}

/** Tells the fields of a form from those of another on the same page. */
export const FieldScope: Context<string> = createContext('');

/** The element's id an error summary links to. */
export function useFieldId(name: string | undefined): string | undefined {
  const scope = useContext(FieldScope);
  return name === undefined ? undefined : `field-${scope}${name}`;
}

/** The mark of a field that must be filled in. */
export function RequiredMark(): ReactElement {
  return (
    <span aria-hidden="true" className="ms-1 text-bad">
      *
    </span>
  );
}

/** A field's name. */
export function Head({
  label,
  isRequired,
}: {
  readonly label: string;
  readonly isRequired: boolean | undefined;
}): ReactElement {
  return (
    <Label className="mb-1 block font-medium text-sm">
      {label}
      {isRequired && <RequiredMark />}
    </Label>
  );
}

/** What helps with a field, and what is wrong with it. */
export function Foot({
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
