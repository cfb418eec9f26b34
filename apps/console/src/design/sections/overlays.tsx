import { FinharborError } from '@finharbor/kernel/contract';
import { Button, Code, ConfirmDialog, Dialog, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { Sample } from '../sample.tsx';

/** What opens above the page. */
export function Overlays(): ReactElement {
  const text = useText('design');
  const [open, setOpen] = useState<'dialog' | 'confirm' | 'failing'>();
  const close = (): void => setOpen(undefined);
  const failure = new FinharborError({ code: 'client.interrupted', publicMessage: text('notice.lost') });
  return (
    <>
      <Sample>
        {(['dialog', 'confirm', 'failing'] as const).map((one) => (
          <Button key={one} onPress={() => setOpen(one)}>
            {text(`overlay.${one}`)}
          </Button>
        ))}
      </Sample>
      <Dialog
        isOpen={open === 'dialog'}
        onClose={close}
        title={text('overlay.dialogTitle')}
        actions={
          <Button variant="primary" onPress={close}>
            {text('overlay.accept')}
          </Button>
        }
      >
        <p className="mb-3">{text('overlay.dialogBody')}</p>
        <Code>24bc 4e71 06d0 afba 035d 3f48 32c4 95c0</Code>
      </Dialog>
      <ConfirmDialog
        isOpen={open === 'confirm' || open === 'failing'}
        onClose={close}
        title={text('overlay.confirmTitle')}
        body={text('overlay.confirmBody')}
        confirmLabel={text('button.danger')}
        reasonLabel={text('overlay.reason')}
        danger
        error={open === 'failing' ? failure : undefined}
        onConfirm={close}
      />
    </>
  );
}
