import { purposes } from '@finharbor/dataspace/policy';
import { Select, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

type Chosen = {
  readonly selected: readonly string[];
  readonly onChange: (purposes: readonly string[]) => void;
};

const any = 'any';

/** A purpose of the taxonomy in words; that there is none, too. */
export function usePurposeName(): (purpose: string | undefined) => string {
  const text = useText('usage');
  const say = useBilingual();
  return (purpose) => {
    const known = purposes.find(({ iri }) => iri === purpose);
    return known ? say(known.label) : (purpose ?? text('anyPurpose'));
  };
}

/** What data will be used for, by the taxonomy of purposes; the words beside it are for people, this is what is judged. */
export function PurposeField({ selected, onChange }: Chosen): ReactElement {
  const text = useText('usage');
  const say = useBilingual();
  return (
    <Select
      label={text('purpose')}
      description={text('purposeHelp')}
      name="purposes"
      selected={selected[0] ?? any}
      onChange={(iri) => onChange(iri === any ? [] : [iri])}
      options={[
        { id: any, label: text('anyPurpose') },
        ...purposes.map(({ iri, label, within }) => ({
          id: iri,
          label: within === undefined ? say(label) : `— ${say(label)}`,
        })),
      ]}
    />
  );
}
