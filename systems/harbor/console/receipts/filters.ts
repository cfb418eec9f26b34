import { type ContractKind, contractKinds, type ReceiptView } from '@finharbor/harbor/contract';
import { type FilterField, useText } from '@finharbor/ui';
import { usePurposes } from '../lists/purposes.ts';

/** A receipt with what it says. */
export type ListedReceipt = ReceiptView & {
  readonly facts: {
    readonly kind: ContractKind;
    readonly contract: string;
    readonly subject: string | null;
    readonly fields: readonly string[];
    readonly usedAt: string;
  };
  readonly usedAtMs: number;
};

/** What receipts are looked for by. */
export function useReceiptFields(): readonly FilterField<ListedReceipt>[] {
  const text = useText('harbor');
  const lists = useText('lists');
  const purposeOf = usePurposes();
  return [
    {
      id: 'q',
      label: lists('receipts.text'),
      kind: 'text',
      of: ({ id, job, facts: { contract, subject, fields } }) => {
        const purpose = purposeOf(contract);
        return [id, job, contract, subject, ...fields, purpose?.en, purpose?.zh].join(' ');
      },
    },
    {
      id: 'kind',
      label: text('contract.kind'),
      kind: 'choice',
      options: contractKinds.map((id) => ({ id, label: text(`kind.${id}`) })),
      of: ({ facts }) => facts.kind,
    },
    { id: 'at', label: text('receipts.at'), kind: 'days', of: ({ usedAtMs }) => usedAtMs },
  ];
}
