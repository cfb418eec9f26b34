import type { ContractView } from '@finharbor/harbor/contract';
import { type Bulk, type BulkAction, useBilingual, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { node } from '../api.ts';
import { isToDecide } from './turn.ts';

/** What a provider's approver signs for several contracts at once. Ending contracts is for one at a time: it stops what runs under them. */
export function useDecisions(): Bulk<ContractView> {
  const text = useText('harbor');
  const lists = useText('lists');
  const say = useBilingual();
  const { party } = usePlace();
  const client = useQueryClient();
  // A decision whose answer was lost is not signed a second time when it is tried again.
  const [key] = useState(() => crypto.randomUUID());
  const decide =
    (decision: 'approved' | 'declined') =>
    ({ id }: ContractView, reason: string) =>
      node.postApproval({
        params: { id },
        body: { decision, reason },
        idempotencyKey: `${key}.${decision}.${id}`,
      });
  const common: Pick<BulkAction<ContractView>, 'isFor' | 'onOver'> = {
    isFor: (contract) => isToDecide(party, contract),
    onOver: () => client.invalidateQueries({ queryKey: ['harbor'] }),
  };
  return {
    nameOf: ({ id, body }) => `${say(body.purpose)} (${id.slice(0, 8)})`,
    actions: [
      {
        ...common,
        id: 'approve',
        label: lists('contracts.approve'),
        consequence: lists('contracts.approveAll'),
        run: decide('approved'),
      },
      {
        ...common,
        id: 'decline',
        label: lists('contracts.decline'),
        consequence: lists('contracts.declineAll'),
        reasonLabel: text('reason'),
        run: decide('declined'),
      },
    ],
  };
}
