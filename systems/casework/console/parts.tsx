import { Loading } from '@finharbor/ui';
import {
  type CasePart,
  caseParts,
  type FormPart,
  type FormPartProps,
  type StepPart,
  type StepPartProps,
} from '@finharbor/ui/screens';
import { type ComponentType, type LazyExoticComponent, lazy, type ReactElement, Suspense, use } from 'react';
import type { FormField, FormValue } from './form/fields.ts';
import { FormFields } from './form/form-fields.tsx';
import { partOf } from './part-of.ts';

type FormPartOrProps = {
  readonly at: Pick<FormPart, 'procedure' | 'form'>;
  readonly fields: readonly FormField[];
  readonly value: FormValue;
  readonly onChange: (next: FormValue) => void;
};

/** A form's fields as its system shows them, or, where it has nothing of its own, as its definition says. */
export function FormPartOr({ at, fields, value, onChange }: FormPartOrProps): ReactElement {
  const part = partOf(use(caseParts()), at);
  if (!part) return <FormFields fields={fields} value={value} onChange={onChange} />;
  const Part = loaded<FormPartProps>(part);
  return (
    <Suspense fallback={<Loading />}>
      <Part
        value={value}
        set={(more) => onChange({ ...value, ...more })}
        field={(name) => (
          <FormFields fields={fields.filter((one) => one.name === name)} value={value} onChange={onChange} />
        )}
      />
    </Suspense>
  );
}

type StepPartOrProps = { readonly at: Pick<StepPart, 'procedure' | 'step'>; readonly part: StepPartProps };

/** A whole step as its system shows it, or as usual. */
export function StepPartOr({ at, part: props }: StepPartOrProps): ReactElement {
  const part = partOf(use(caseParts()), at);
  if (!part) return props.usual;
  const Part = loaded<StepPartProps>(part);
  return (
    <Suspense fallback={<Loading />}>
      <Part {...props} />
    </Suspense>
  );
}

const known = new Map<CasePart, LazyExoticComponent<ComponentType<object>>>();

/** The component of a part: the same one each time, or what is filled in would be begun anew. */
function loaded<Props>(part: CasePart): ComponentType<Props> {
  const there =
    known.get(part) ??
    lazy(async () => ({ default: (await part.load()).Part as unknown as ComponentType<object> }));
  known.set(part, there);
  return there as unknown as ComponentType<Props>;
}
