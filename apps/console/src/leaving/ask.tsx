import { ConfirmDialog, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** Whether to leave what was filled in behind. */
export function AskBeforeLeaving({
  onLeave,
  onStay,
}: {
  readonly onLeave: () => void;
  readonly onStay: () => void;
}): ReactElement {
  const text = useText('shell');
  return (
    <ConfirmDialog
      isOpen
      onClose={onStay}
      title={text('leaving.title')}
      body={text('leaving.body')}
      confirmLabel={text('leaving.leave')}
      danger
      onConfirm={onLeave}
    />
  );
}
