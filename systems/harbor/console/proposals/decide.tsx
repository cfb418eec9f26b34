import { Button, ConfirmDialog, useText, useToast } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useState } from 'react';
import { node } from '../api.ts';

type Act = 'approved' | 'declined' | 'withdrawn';

function useAct(id: string, onDone: () => void) {
  const client = useQueryClient();
  const text = useText('proposals');
  const toast = useToast();
  return useMutation({
    mutationFn: async ({ act, reason }: { readonly act: Act; readonly reason: string }) =>
      act === 'withdrawn'
        ? node.postProposalWithdrawal({ params: { id }, body: { reason } })
        : node.postProposalDecision({ params: { id }, body: { decision: act, reason } }),
    onSuccess: async (_answer, { act }) => {
      onDone();
      toast({ title: text(`did.${act}`) });
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
}

/** A provider's approver signs yes or no to exactly this plan. */
export function DecideProposal({ id }: { readonly id: string }): ReactElement {
  const text = useText('proposals');
  const harbor = useText('harbor');
  return (
    <>
      <Ask
        id={id}
        act="approved"
        variant="primary"
        label={harbor('contract.approve')}
        title={text('approve.title')}
        body={text('approve.body')}
        confirm={harbor('contract.approveConfirm')}
      />
      <Ask
        id={id}
        act="declined"
        label={harbor('contract.decline')}
        title={text('decline.title')}
        body={text('decline.body')}
        confirm={harbor('contract.decline')}
        isReasoned
      />
    </>
  );
}

/** The consumer's analyst takes a proposal back. */
export function WithdrawProposal({ id }: { readonly id: string }): ReactElement {
  const text = useText('proposals');
  return (
    <Ask
      id={id}
      act="withdrawn"
      label={text('withdraw.label')}
      title={text('withdraw.title')}
      body={text('withdraw.body')}
      confirm={text('withdraw.label')}
      isReasoned
    />
  );
}

type AskProps = {
  readonly id: string;
  readonly act: Act;
  readonly variant?: 'primary';
  readonly label: string;
  readonly title: string;
  readonly body: ReactNode;
  readonly confirm: string;
  readonly isReasoned?: boolean;
};

function Ask({ id, act, variant, label, title, body, confirm, isReasoned = false }: AskProps): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const harbor = useText('harbor');
  const doing = useAct(id, () => setAsked(false));
  return (
    <>
      <Button {...(variant ? { variant } : {})} onPress={() => setAsked(true)}>
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={title}
        body={body}
        confirmLabel={confirm}
        danger={act === 'withdrawn'}
        pending={doing.isPending}
        error={doing.error}
        onConfirm={(reason) => doing.mutate({ act, reason })}
        {...(isReasoned ? { reasonLabel: harbor('reason') } : {})}
      />
    </>
  );
}
