import { Button, ConfirmDialog, newId, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';
import type { ProjectProps } from './page.tsx';

/** The applicants give a project up. */
export function Withdraw({ one: { number } }: ProjectProps): ReactElement {
  const text = useText('pilot');
  const [isAsked, setAsked] = useState(false);
  // Sent again it is the same.
  const [id] = useState(newId);
  const withdraw = useDoing<string>({
    run: (reason) => pilots.postWithdrawal({ params: { number }, body: { id, reason } }),
    done: text('withdraw.done'),
    onDone: () => setAsked(false),
    at: 'missing',
  });
  return (
    <>
      <Button onPress={() => setAsked(true)}>{text('withdraw.title')}</Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('withdraw.title')}
        body={text('withdraw.body')}
        confirmLabel={text('withdraw.title')}
        reasonLabel={text('reason')}
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={(reason) => withdraw.mutate(reason)}
      />
    </>
  );
}
