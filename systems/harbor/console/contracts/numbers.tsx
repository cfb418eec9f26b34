import { NumberField, useText } from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';
import type { TermsPart } from './terms.tsx';

type Name = 'uses' | 'smallestGroup' | 'validDays' | 'retentionDays';
type NumbersProps = TermsPart & {
  /** What stands below a field. */
  readonly below?: (name: Name) => ReactNode;
};

/** How often, for how long and how coarsely a contract lets its consumer use data. */
export function Numbers({ draft, set, below }: NumbersProps): ReactElement {
  const text = useText('harbor');
  return (
    <>
      <NumberField
        label={text('request.uses')}
        description={text('request.usesHelp')}
        name="uses"
        value={draft.uses}
        onChange={(uses) => uses !== undefined && set({ uses })}
        minValue={1}
        maxValue={1_000_000}
      />
      {below?.('uses')}
      {draft.kind === 'train' && (
        <NumberField
          label={text('request.group')}
          description={text('request.groupHelp')}
          name="smallestGroup"
          value={draft.smallestGroup}
          onChange={(smallestGroup) => smallestGroup !== undefined && set({ smallestGroup })}
          minValue={10}
          maxValue={10_000}
        />
      )}
      {draft.kind === 'train' && below?.('smallestGroup')}
      <NumberField
        label={text('request.days')}
        name="validDays"
        value={draft.validDays}
        onChange={(validDays) => validDays !== undefined && set({ validDays })}
        minValue={1}
        maxValue={3650}
      />
      {below?.('validDays')}
      <NumberField
        label={text('request.retention')}
        description={text('request.retentionHelp')}
        name="retentionDays"
        value={draft.retentionDays ?? 365}
        onChange={(retentionDays) => retentionDays !== undefined && set({ retentionDays })}
        minValue={1}
        maxValue={3650}
      />
      {below?.('retentionDays')}
    </>
  );
}
