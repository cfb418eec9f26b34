import { Checkbox, Code, Section, Select, TextField, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { FieldDraft } from './publish-draft.ts';

/** Which columns are offered, what they are called in both languages, and of which kind they are. */
export function PublishFields({
  fields,
  onChange,
}: {
  readonly fields: readonly FieldDraft[];
  readonly onChange: (fields: readonly FieldDraft[]) => void;
}): ReactElement {
  const text = useText('datasets');
  const set = (at: number, part: Partial<FieldDraft>): void =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...part } : field)));
  return (
    <Section title={text('publish.fields')}>
      <p id="field-fields" tabIndex={-1} className="mb-3 max-w-prose text-quiet">
        {text('publish.fieldsHelp')}
      </p>
      {fields.map((field, at) => (
        <FieldRow key={field.name} at={at} field={field} onChange={(part) => set(at, part)} />
      ))}
    </Section>
  );
}

/** A text cannot be computed with as a number; a number may stand for a category. */
function kindsOf({ held }: FieldDraft): readonly FieldDraft['kind'][] {
  return held === 'category' ? ['category'] : ['numeric', 'category'];
}

type RowProps = {
  readonly at: number;
  readonly field: FieldDraft;
  readonly onChange: (part: Partial<FieldDraft>) => void;
};

function FieldRow({ at, field, onChange }: RowProps): ReactElement {
  const { name, kind, title, isOffered } = field;
  const text = useText('datasets');
  const harbor = useText('harbor');
  return (
    <fieldset className="border-line border-t pt-3">
      <legend translate="no" className="sr-only">
        {name}
      </legend>
      <Checkbox isSelected={isOffered} onChange={(is) => onChange({ isOffered: is })}>
        {text('publish.offer')} <Code>{name}</Code>
      </Checkbox>
      {isOffered && (
        <div className="grid gap-x-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_10rem]">
          {(['en', 'zh'] as const).map((language) => (
            <TextField
              key={language}
              label={text(`publish.field-${language}`)}
              name={`field-${at}-${language}`}
              value={title[language]}
              onChange={(next) => onChange({ title: { ...title, [language]: next } })}
              maxLength={200}
              isRequired
            />
          ))}
          <Select
            label={text('page.kind')}
            name={`kind-${at}`}
            selected={kind}
            onChange={(chosen) => onChange({ kind: chosen })}
            options={kindsOf(field).map((id) => ({
              id,
              label: harbor(`fieldKind.${id}`),
            }))}
          />
        </div>
      )}
      {isOffered && <Said field={field} onChange={onChange} />}
    </fieldset>
  );
}

/** Offers to say of a column what partners need to know before they compute with it. */
function Said({ field, onChange }: Pick<RowProps, 'field' | 'onChange'>): ReactElement {
  const text = useText('proposals');
  const { kind, sampled, saysValues, saysRange } = field;
  if (kind === 'category' && sampled.values)
    return (
      <Checkbox isSelected={saysValues} onChange={(is) => onChange({ saysValues: is })}>
        {text('publish.valuesBefore')} <Verbatim>{sampled.values.join(', ')}</Verbatim>
        <span className="block text-quiet text-sm">{text('publish.valuesHelp')}</span>
      </Checkbox>
    );
  if (kind === 'numeric' && sampled.range)
    return (
      <Checkbox isSelected={saysRange} onChange={(is) => onChange({ saysRange: is })}>
        {text('publish.range', sampled.range)}
        <span className="block text-quiet text-sm">{text('publish.rangeHelp')}</span>
      </Checkbox>
    );
  return (
    <p className="mb-3 max-w-prose text-quiet text-sm">
      {text(kind === 'category' ? 'publish.noValues' : 'publish.noRange')}
    </p>
  );
}
