import { Button, ConfirmDialog, ErrorSummary, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { InquiryView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';

/** What comes next of a request, for whoever it is whose turn it is. */
export function Decide({ inquiry }: { readonly inquiry: InquiryView }): ReactElement {
  const text = useText('yuanInquiry');
  const roles = useWho()?.roles ?? [];
  const isTeller = roles.includes('teller');
  const { state, isCheckedByMe } = inquiry;
  const mayCheck = state === 'open' && isTeller;
  const mayConfirm = state === 'checked' && !isCheckedByMe && (isTeller || roles.includes('operator'));
  if (mayCheck || mayConfirm) return <Word inquiry={inquiry} step={mayCheck ? 'check' : 'confirm'} />;
  if (state === 'checked' && isCheckedByMe) return <p>{text('other')}</p>;
  return <p>{text(`after.${state}`)}</p>;
}

type WordProps = { readonly inquiry: InquiryView; readonly step: 'check' | 'confirm' };

function Word({ inquiry: { id }, step }: WordProps): ReactElement {
  const text = useText('yuanInquiry');
  const client = useQueryClient();
  const [isRefusing, setRefusing] = useState(false);
  const say = useMutation({
    mutationFn: async (refusal: string | null) => {
      const call = { params: { id }, body: { refusal } };
      await (step === 'check' ? yuan.postInquiryCheck(call) : yuan.postInquiryConfirmation(call));
    },
    async onSuccess() {
      setRefusing(false);
      await client.invalidateQueries({ queryKey: ['yuan', 'inquiries'] });
    },
  });
  return (
    <>
      <p className="mb-3 max-w-prose">{text(`${step}Help`)}</p>
      <ErrorSummary error={isRefusing ? undefined : say.error} />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" pending={say.isPending} onPress={() => say.mutate(null)}>
          {text(step)}
        </Button>
        <Button onPress={() => setRefusing(true)}>{text('refuse')}</Button>
      </div>
      <ConfirmDialog
        isOpen={isRefusing}
        onClose={() => setRefusing(false)}
        title={text('refuse')}
        body={text('refuseBody')}
        confirmLabel={text('refuse')}
        reasonLabel={text('refusal')}
        danger
        pending={say.isPending}
        error={say.error}
        onConfirm={(reason) => say.mutate(reason)}
      />
    </>
  );
}
