import { Button, ConfirmDialog, useText, useToast } from '@finharbor/ui';
import type { WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';

/** Closes an empty wallet, for good. */
export function CloseWallet({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanPeople');
  const toast = useToast();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const closing = useMutation({
    mutationFn: () => yuan.postClosure({ params: { number: wallet.number } }),
    async onSuccess() {
      toast({ title: text('close.done') });
      setOpen(false);
      await client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  return (
    <>
      <Button variant="quiet" onPress={() => setOpen(true)}>
        {text('close.do')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={text('close.title')}
        body={text('close.body')}
        confirmLabel={text('close.do')}
        danger
        pending={closing.isPending}
        error={closing.error}
        onConfirm={() => closing.mutate()}
      />
    </>
  );
}
