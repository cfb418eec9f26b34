import { offeredTerms, updates } from '@finharbor/harbor/contract';
import { CheckboxGroup, RadioGroup, Section, Select, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useFacetWords } from '../catalogue/words.ts';
import type { ClassDraft } from './class-draft.ts';

const sectors = [...'ABCDEFGHIJKLMNOPQRST'];

/** How a product is classed: what the catalogue's filters go by. */
export function ClassFields({
  draft,
  onChange,
}: {
  readonly draft: ClassDraft;
  readonly onChange: (draft: ClassDraft) => void;
}): ReactElement {
  const text = useText('datasets');
  const catalogue = useText('catalogue');
  const nameOf = useFacetWords();
  const set = (part: Partial<ClassDraft>): void => onChange({ ...draft, ...part });
  return (
    <Section title={text('publish.class')}>
      <p className="mb-3 max-w-prose text-quiet">{text('publish.classHelp')}</p>
      <Select
        label={catalogue('facet.sector')}
        description={text('publish.sectorHelp')}
        name="sector"
        selected={draft.sector ?? ''}
        onChange={(id) => set({ sector: id === '' ? undefined : id })}
        options={['', ...sectors].map((id) => ({
          id,
          label: id === '' ? text('publish.sectorNone') : nameOf('sector', id),
        }))}
      />
      <RadioGroup
        label={catalogue('facet.personal')}
        description={text('publish.personalHelp')}
        name="personal"
        selected={draft.personal === undefined ? undefined : draft.personal ? 'yes' : 'no'}
        onChange={(id) => set({ personal: id === 'yes' })}
        options={(['yes', 'no'] as const).map((id) => ({ id, label: nameOf('personal', id) }))}
      />
      <Select
        label={catalogue('facet.update')}
        description={text('publish.updateHelp')}
        name="update"
        selected={draft.update ?? ''}
        onChange={(id) => set({ update: updates.find((one) => one === id) })}
        options={['', ...updates].map((id) => ({
          id,
          label: id === '' ? catalogue('unsaid') : nameOf('update', id),
        }))}
      />
      <CheckboxGroup
        label={catalogue('facet.term')}
        description={text('publish.termHelp')}
        name="terms"
        selected={draft.terms}
        onChange={(ids) => set({ terms: offeredTerms.filter((term) => ids.includes(term)) })}
        options={offeredTerms.map((id) => ({ id, label: nameOf('term', id) }))}
      />
    </Section>
  );
}
