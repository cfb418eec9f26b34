import type { EntryView } from '@finharbor/harbor/contract';
import { Button, ConfirmDialog, useText, useToast } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { hub, node } from '../api.ts';

/** Objects, in the party's name, to an entry that is on public notice. */
export function ObjectTo({ entry: { registration, answer } }: { readonly entry: EntryView }): ReactElement {
  const text = useText('life');
  const { product, origin, scope } = registration.body;
  const act = useAct(text('certificate.objected'), (reason) =>
    node.postRightsRegistration({
      params: { id: product },
      body: {
        kind: 'objection',
        certificate: answer!.id,
        rights: [],
        origin,
        basis: { en: reason, zh: reason },
        scope,
        evidence: [],
        to: null,
      },
    }),
  );
  return (
    <>
      <Button onPress={act.ask}>{text('certificate.object')}</Button>
      <ConfirmDialog
        {...act.dialog}
        title={text('certificate.objectTitle')}
        body={text('certificate.objectBody')}
        confirmLabel={text('certificate.object')}
        reasonLabel={text('own.reason')}
      />
    </>
  );
}

/** The registry takes back what it should not have certified. */
export function Revoke({ id }: { readonly id: string }): ReactElement {
  const text = useText('life');
  const act = useAct(text('certificate.revoked'), (reason) =>
    hub.postRightsRevocation({ params: { id }, body: { reason: { en: reason, zh: reason } } }),
  );
  return (
    <>
      <Button onPress={act.ask}>{text('certificate.revoke')}</Button>
      <ConfirmDialog
        {...act.dialog}
        danger
        title={text('certificate.revokeTitle')}
        body={text('certificate.revokeBody')}
        confirmLabel={text('certificate.revoke')}
        reasonLabel={text('own.reason')}
      />
    </>
  );
}

/** Something that is signed once its reason has been given and confirmed. */
export function useAct(done: string, sign: (reason: string) => Promise<unknown>) {
  const [isOpen, setOpen] = useState(false);
  const client = useQueryClient();
  const toast = useToast();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: sign,
    onSuccess: async () => {
      setOpen(false);
      toast({ title: done });
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
  return {
    ask: () => {
      reset();
      setOpen(true);
    },
    dialog: {
      isOpen,
      onClose: () => setOpen(false),
      pending: isPending,
      error,
      onConfirm: (reason: string) => mutate(reason),
    },
  };
}
