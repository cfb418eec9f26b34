import type { DraftOperation } from '@finharbor/harbor/contract';
import { RadioGroup, Section, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../../parties/names.ts';
import { allowedBy, firstOperation, summableOf } from './allowed.ts';
import { FiguresOf } from './figures.tsx';
import type { Offer, OpenContract } from './offers.ts';
import { OwnRowsOf } from './own-rows.tsx';

type IntersectProps = {
  readonly contract: OpenContract;
  readonly offers: ReadonlyMap<string, readonly Offer[]>;
  readonly operation: DraftOperation;
  readonly onChange: (operation: DraftOperation) => void;
};

/** What is asked of an intersection, and what each side gets of it, as a picture of the two sets. */
export function Intersect({ contract, offers, operation, onChange }: IntersectProps): ReactElement {
  const text = useText('figures');
  const nameOf = usePartyName();
  const allowed = allowedBy(contract);
  const { consumer, providers } = contract.body;
  const sides = [nameOf(consumer), nameOf(providers[0]!)] as const;
  const isByEcdh = operation.kind !== 'rows' || operation.atLeast !== null;
  return (
    <Section title={text('question.title')}>
      <div id="field-operation" tabIndex={-1}>
        <RadioGroup
          label={text('question.label')}
          name="operation/kind"
          selected={operation.kind}
          onChange={(kind) => onChange(firstOperation(kind, allowed))}
          options={allowed.questions.map((id) => ({
            id,
            label: text(`question.${id}`),
            description: text(`questionHelp.${id}`),
          }))}
          {...(allowed.questions.length === 3
            ? {}
            : {
                description: text(
                  allowed.questions.includes('rows') ? 'question.onlyRows' : 'question.onlyFigures',
                ),
              })}
        />
      </div>
      {operation.kind === 'rows' ? (
        <OwnRowsOf operation={operation} allowed={allowed} sides={sides} onChange={onChange} />
      ) : (
        <FiguresOf
          operation={operation}
          allowed={allowed}
          sides={sides}
          consumer={consumer}
          summable={summableOf(contract, offers, allowed)}
          onChange={onChange}
        />
      )}
      {isByEcdh && <p className="max-w-prose text-quiet text-sm">{text('byEcdh')}</p>}
    </Section>
  );
}
