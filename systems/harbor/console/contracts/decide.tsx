import type { ContractKind } from '@finharbor/harbor/contract';
import { Button, ConfirmDialog, useText, useToast } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';

type Act = 'approved' | 'declined' | 'ended';

function useAct(id: string, onDone: () => void) {
  const client = useQueryClient();
  const text = useText('harbor');
  const toast = useToast();
  return useMutation({
    mutationFn: async ({ act, reason }: { readonly act: Act; readonly reason: string }) =>
      act === 'ended'
        ? node.postTermination({ params: { id }, body: { reason } })
        : node.postApproval({ params: { id }, body: { decision: act, reason } }),
    onSuccess: async (_answer, { act }) => {
      onDone();
      toast({ title: text(`contract.did.${act}`) });
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
}

/** A provider's approver signs yes or no. */
export function DecideContract({
  id,
  kind,
}: {
  readonly id: string;
  readonly kind: ContractKind;
}): ReactElement {
  const [asked, setAsked] = useState<'approved' | 'declined'>();
  const text = useText('harbor');
  const delivery = useText('delivery');
  const act = useAct(id, () => setAsked(undefined));
  return (
    <>
      <Button variant="primary" onPress={() => setAsked('approved')}>
        {text('contract.approve')}
      </Button>
      <Button onPress={() => setAsked('declined')}>{text('contract.decline')}</Button>
      <ConfirmDialog
        isOpen={asked === 'approved'}
        onClose={() => setAsked(undefined)}
        title={text('contract.approveTitle')}
        body={kind === 'deliver' ? delivery('approveBody') : text('contract.approveBody')}
        confirmLabel={text('contract.approveConfirm')}
        pending={act.isPending}
        error={act.error}
        onConfirm={() => act.mutate({ act: 'approved', reason: '' })}
      />
      <ConfirmDialog
        isOpen={asked === 'declined'}
        onClose={() => setAsked(undefined)}
        title={text('contract.declineTitle')}
        body={text('contract.declineBody')}
        confirmLabel={text('contract.decline')}
        reasonLabel={text('reason')}
        pending={act.isPending}
        error={act.error}
        onConfirm={(reason) => act.mutate({ act: 'declined', reason })}
      />
    </>
  );
}

/** Either side's approver ends a contract. */
export function EndContract({ id }: { readonly id: string }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const text = useText('harbor');
  const act = useAct(id, () => setAsked(false));
  return (
    <>
      <Button onPress={() => setAsked(true)}>{text('contract.end')}</Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('contract.endTitle')}
        body={text('contract.endBody')}
        confirmLabel={text('contract.end')}
        danger
        reasonLabel={text('reason')}
        pending={act.isPending}
        error={act.error}
        onConfirm={(reason) => act.mutate({ act: 'ended', reason })}
      />
    </>
  );
}
