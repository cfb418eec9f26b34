import { Button, Checkbox, Dialog, ErrorSummary, TextField, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';

/** Compares a key by typing the fingerprint that the other party read out; what the screen shows is not to be copied. */
export function FingerprintDialog({
  party,
  title,
  isRegistrarAsked,
  pending,
  error,
  onClose,
  onConfirm,
}: {
  readonly party: string | undefined;
  readonly title: string;
  readonly isRegistrarAsked: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onConfirm: (fingerprint: string, registrar: boolean) => void;
}): ReactElement {
  const [fingerprint, setFingerprint] = useState('');
  const [registrar, setRegistrar] = useState(isRegistrarAsked);
  const text = useText('harbor');
  return (
    <Dialog
      isOpen={party !== undefined}
      onClose={onClose}
      title={title}
      actions={
        <Button
          variant="primary"
          pending={pending}
          isDisabled={fingerprint.replaceAll(' ', '').length < 32}
          onPress={() => onConfirm(fingerprint.trim(), registrar)}
        >
          {text('parties.confirm')}
        </Button>
      }
    >
      <ErrorSummary error={error} />
      <p className="mb-3">{text('parties.howTo')}</p>
      <TextField
        label={text('party.fingerprint')}
        description={text('parties.format')}
        name="fingerprint"
        value={fingerprint}
        onChange={setFingerprint}
        isRequired
        autoComplete="off"
      />
      <Checkbox isSelected={registrar} onChange={setRegistrar}>
        {text('parties.registrar')}
      </Checkbox>
    </Dialog>
  );
}
