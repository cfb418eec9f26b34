import { type ReactElement, type ReactNode, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../forms/button.tsx';
import { TextArea } from '../forms/fields.tsx';
import { ErrorSummary } from '../forms/form.tsx';
import { useText } from '../i18n/hooks.ts';

/** A question or a form above the page; Escape and its own button close it. */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  actions,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}): ReactElement {
  const text = useText('ui');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-40 grid place-items-end overflow-auto bg-black/45 sm:place-items-center"
    >
      <Modal className="w-full max-w-xl rounded-t-xl border border-line bg-surface text-ink shadow-2xl sm:rounded-xl">
        <AriaDialog className="p-5 outline-none sm:p-6">
          <Heading slot="title" className="mb-3 font-semibold text-lg">
            {title}
          </Heading>
          {children}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button variant="quiet" onPress={onClose}>
              {text('cancel')}
            </Button>
            {actions}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Asks before something of consequence; names the consequence, and asks for a reason where one is to be signed. */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  body,
  confirmLabel,
  danger = false,
  pending = false,
  reasonLabel,
  error,
  onConfirm,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly body: ReactNode;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly pending?: boolean;
  /** Where given, a reason is asked for under this label and must not be empty. */
  readonly reasonLabel?: string;
  readonly error?: unknown;
  readonly onConfirm: (reason: string) => void;
}): ReactElement {
  const [reason, setReason] = useState('');
  const isMissing = reasonLabel !== undefined && reason.trim() === '';
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      actions={
        <Button
          variant={danger ? 'danger' : 'primary'}
          pending={pending}
          isDisabled={isMissing}
          onPress={() => onConfirm(reason.trim())}
        >
          {confirmLabel}
        </Button>
      }
    >
      <ErrorSummary error={error} />
      <div>{body}</div>
      {reasonLabel !== undefined && (
        <div className="mt-4">
          <TextArea label={reasonLabel} value={reason} onChange={setReason} isRequired name="reason" />
        </div>
      )}
    </Dialog>
  );
}
