import type { Organization } from '@finharbor/access/governance';
import { Button, Dialog, ErrorSummary, RadioGroup, TextField, useText, useToast } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { organizations } from './api.ts';

type Against = Parameters<typeof organizations.putVerification>[0]['body']['against'];
const sources: readonly Against[] = ['licence', 'register'];

/** An operator verifies a firm by typing its code as it stands on the licence or in the register; the dialog does not show it. */
export function VerifyDialog({
  firm: { party },
  onClose,
}: {
  readonly firm: Pick<Organization, 'party'>;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('verification');
  const toast = useToast();
  const client = useQueryClient();
  const [uscc, setUscc] = useState('');
  const [against, setAgainst] = useState<Against>('licence');
  const verify = useMutation({
    mutationFn: () => organizations.putVerification({ body: { party, uscc, against } }),
    onSuccess: async () => {
      toast({ tone: 'good', title: text('verify.done') });
      onClose();
      await client.invalidateQueries({ queryKey: ['organizations'] });
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('verify.title')}
      actions={
        <Button
          variant="primary"
          pending={verify.isPending}
          isDisabled={uscc.trim() === ''}
          onPress={() => verify.mutate()}
        >
          {text('verify.confirm')}
        </Button>
      }
    >
      <ErrorSummary error={verify.error} />
      <p className="mb-3">{text('verify.howTo')}</p>
      <RadioGroup
        label={text('verify.against')}
        options={sources.map((id) => ({ id, label: text(`verify.${id}`) }))}
        selected={against}
        onChange={setAgainst}
      />
      <TextField
        label={text('firms.uscc')}
        description={text('verify.format')}
        name="uscc"
        value={uscc}
        onChange={setUscc}
        isRequired
        autoComplete="off"
      />
    </Dialog>
  );
}
