import { pointsOpenings } from '@finharbor/harbor/contract';
import { RadioGroup, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { TermsPart } from './terms.tsx';

/** Whom a contract on trainings lets the finished scorecard be opened to. */
export function OpenedPoints({ draft, set }: TermsPart): ReactElement {
  const text = useText('training');
  const { terms = {} } = draft;
  return (
    <RadioGroup
      label={text('contract.label')}
      description={text('contract.help')}
      name="terms/pointsOpened"
      selected={terms.pointsOpened ?? 'nobody'}
      onChange={(pointsOpened) => set({ terms: { ...terms, pointsOpened } })}
      options={pointsOpenings.map((id) => ({
        id,
        label: text(`contract.${id}`),
        ...(id === 'all' ? {} : { description: text(`contract.${id}Help`) }),
      }))}
    />
  );
}
