import { Select, TextField, useText } from '@finharbor/ui';
import { type BasisCode, bases } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';

/** What an authority rests its request or order on, as it is typed. */
export type BasisDraft = {
  readonly authority: string;
  readonly basis: BasisCode;
  readonly law: string;
  readonly article: string;
  readonly document: string;
};

export const emptyBasis: BasisDraft = {
  authority: '',
  basis: 'criminal_procedure',
  law: '',
  article: '',
  document: '',
};

type BasisProps = {
  readonly value: BasisDraft;
  readonly onChange: (change: Partial<BasisDraft>) => void;
};

/** The authority, the law and the document. */
export function BasisFields({ value, onChange }: BasisProps): ReactElement {
  const text = useText('yuanInquiry');
  return (
    <>
      <TextField
        label={text('authority')}
        name="authority"
        value={value.authority}
        onChange={(authority) => onChange({ authority })}
        isRequired
      />
      <Select
        label={text('basis')}
        name="basis"
        options={bases.map((id) => ({ id, label: text(`basisOf.${id}`) }))}
        selected={value.basis}
        onChange={(basis) => onChange({ basis })}
      />
      {value.basis === 'other' && (
        <>
          <TextField
            label={text('law')}
            name="law"
            value={value.law}
            onChange={(law) => onChange({ law })}
            isRequired
          />
          <TextField
            label={text('article')}
            name="article"
            value={value.article}
            onChange={(article) => onChange({ article })}
            isRequired
          />
        </>
      )}
      <TextField
        label={text('document')}
        name="document"
        value={value.document}
        onChange={(document) => onChange({ document })}
        isRequired
      />
    </>
  );
}
