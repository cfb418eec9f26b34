import { DescriptionList, Section, useBilingual, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { fieldsOf, shownOf } from '../form/fields.ts';
import type { CaseProps } from './page.tsx';

/** What was filled in so far, form by form. */
export function FilledForms({ one, spec }: CaseProps): ReactElement | null {
  const text = useText('cases');
  const say = useBilingual();
  const filled = spec.forms.filter(({ name }) => one.forms[name] !== undefined);
  if (filled.length === 0) return null;
  return (
    <Section title={text('filledIn')}>
      {filled.map(({ name, title, schema }) => (
        <div key={name}>
          <h3 className="mb-2 font-semibold">{say(title)}</h3>
          <FilledForm schema={schema} value={one.forms[name] as Readonly<Record<string, unknown>>} />
        </div>
      ))}
    </Section>
  );
}

/** The values of one form under the names of its fields. */
export function FilledForm({
  schema,
  value,
}: {
  readonly schema: unknown;
  readonly value: Readonly<Record<string, unknown>>;
}): ReactElement {
  const say = useBilingual();
  const items = fieldsOf(schema).flatMap((field) => {
    const shown = shownOf(field, value[field.name]);
    return shown === undefined ? [] : [{ term: say(field.title), shown }];
  });
  return (
    <DescriptionList
      items={items.map(({ term, shown }) => ({
        term,
        value: typeof shown === 'string' ? <Verbatim>{shown}</Verbatim> : say(shown),
      }))}
    />
  );
}
