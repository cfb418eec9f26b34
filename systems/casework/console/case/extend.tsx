import type { CaseView } from '@finharbor/casework/contract';
import { Button, ConfirmDialog, useLanguage, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { cases } from '../api.ts';
import { faultIn } from '../form/fault.ts';
import { useKept } from './kept.ts';

type ExtendProps = { readonly one: CaseView; readonly term: CaseView['terms'][number] };

/** Makes a term longer, once and with a reason that the applicant reads. */
export function Extend({ one: { id, revision }, term }: ExtendProps): ReactElement {
  const text = useText('cases');
  const { language } = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const keep = useKept(id);
  const extend = useMutation({
    mutationFn: async (reason: string) =>
      (await cases.postExtension({ params: { id }, body: { term: term.name, reason, revision } })).body,
    onSuccess(next) {
      setAsked(false);
      keep(next);
    },
  });
  return (
    <>
      <Button onPress={() => setAsked(true)}>{text('extend')}</Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('extend')}
        body={text('extendBody')}
        confirmLabel={text('extend')}
        reasonLabel={text('reason')}
        pending={extend.isPending}
        error={faultIn(extend.error, language)}
        onConfirm={(reason) => extend.mutate(reason)}
      />
    </>
  );
}
