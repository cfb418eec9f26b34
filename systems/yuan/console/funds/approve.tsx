import { Button, ConfirmDialog, useFormat, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { BatchView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

/** The second pair of eyes: whoever has not made a batch approves it, over the number and sum it has looked at. */
export function Approve({ batch }: { readonly batch: BatchView }): ReactElement | null {
  const text = useText('yuanFunds');
  const { number } = useFormat();
  const client = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const mayApprove = useWho()?.roles.some((role) => role === 'bureau' || role === 'operator') ?? false;
  const { id, good, sumMinor, state, isOwn } = batch;
  const approve = useMutation({
    mutationFn: () => yuan.postFundApproval({ params: { id }, body: { good, sumMinor } }),
    onSuccess: () => {
      setIsAsked(false);
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  if (state !== 'checked' || isOwn || !mayApprove) return null;
  const sums = { n: number(good), amount: yuanText(sumMinor) };
  return (
    <div className="my-4">
      <Button variant="primary" onPress={() => setIsAsked(true)}>
        {text('approve.title', sums)}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={text('approve.title', sums)}
        body={text('approve.body')}
        confirmLabel={text('approve.send')}
        pending={approve.isPending}
        error={approve.error}
        onConfirm={() => approve.mutate()}
      />
    </div>
  );
}
