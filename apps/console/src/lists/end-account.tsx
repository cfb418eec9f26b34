import type { Account } from '@finharbor/access/contract';
import { ConfirmDialog, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { access } from '../api.ts';
import { useEnded } from './ended.ts';

/** Asks before an account is ended. */
export function EndAccount({
  person,
  onClose,
}: {
  readonly person: Account | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('shell');
  const onEnded = useEnded();
  const end = useMutation({
    mutationFn: ({ id }: Account) => access.deleteAccount({ params: { id } }),
    onSuccess: async (_answer, ended) => {
      onClose();
      await onEnded([ended]);
    },
  });
  return (
    <ConfirmDialog
      isOpen={person !== undefined}
      onClose={onClose}
      title={text('accounts.endTitle', { name: person?.name ?? '' })}
      body={text('accounts.endBody')}
      confirmLabel={text('accounts.endConfirm')}
      danger
      pending={end.isPending}
      error={end.error}
      onConfirm={() => person && end.mutate(person)}
    />
  );
}
