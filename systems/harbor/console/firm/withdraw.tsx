import { Button, ConfirmDialog, useText, useToast } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { hub } from '../api.ts';
import { deviceOf } from './own-key.ts';

/** Signs, with the key of this device, that the firm's data are used no longer. */
export function Withdraw({ party }: { readonly party: string }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const text = useText('firm');
  const toast = useToast();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: async () => {
      const own = (await deviceOf(party))!;
      const [{ body: face }, nonce] = [await hub.getHarbor({}), freshNonce()];
      const audience = [...face.parties.map((one) => one.party), face.party, party];
      const body = { uscc: party.slice('firm:'.length), nonce };
      return hub.postDocument({ body: await own.sign('withdrawal', body, audience) });
    },
    onSuccess: async () => {
      setAsked(false);
      toast({ title: text('withdraw.toast') });
      await client.invalidateQueries({ queryKey: ['firm'] });
    },
  });
  return (
    <>
      <Button variant="danger" onPress={() => setAsked(true)}>
        {text('withdraw.button')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('withdraw.ask')}
        body={text('withdraw.consequence')}
        confirmLabel={text('withdraw.button')}
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate()}
      />
    </>
  );
}

function freshNonce(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toBase64({ alphabet: 'base64url', omitPadding: true });
}
