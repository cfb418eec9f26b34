import { type ProfileField, revealShownMs } from '@finharbor/access/personal-contract';
import { Button, ConfirmDialog, ErrorSummary, useText, Verbatim } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useEffect, useState } from 'react';
import { personal } from './api.ts';

type Of = {
  readonly account: string;
  readonly field: ProfileField;
  /** What the server shows to everybody; null where there is nothing. */
  readonly masked: string | null;
};

/** A covered value that can be shown whole for a minute: one's own at a press, another's for a reason. */
export function Covered({ account, field, masked }: Of): ReactElement {
  const text = useText('personal');
  const isOwn = useWho()?.id === account;
  const [isAsking, setAsking] = useState(false);
  const { value, show, hide } = useReveal(account, field);
  const what = text(`the.${field}`);
  if (masked === null) return <span className="text-quiet">{text('none')}</span>;
  const reveal = (reason: string): void => show.mutate(reason, { onSuccess: () => setAsking(false) });
  return (
    <>
      <span className="inline-flex flex-wrap items-center gap-x-1 sm:-my-1.5">
        <span aria-live="polite">
          <Verbatim>{value ?? masked}</Verbatim>
        </span>
        {value === undefined ? (
          <Button
            variant="quiet"
            pending={show.isPending}
            onPress={() => (isOwn ? reveal('') : setAsking(true))}
          >
            {text('reveal.show', { what })}
          </Button>
        ) : (
          <Button variant="quiet" onPress={hide}>
            {text('reveal.hide', { what })}
          </Button>
        )}
        {value !== undefined && <span className="text-quiet text-sm">{text('reveal.shown')}</span>}
      </span>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('reveal.show', { what })}
        body={text('reveal.whyBody')}
        confirmLabel={text('reveal.confirm')}
        reasonLabel={text('reveal.why')}
        pending={show.isPending}
        error={show.error}
        onConfirm={reveal}
      />
      {isOwn && <ErrorSummary error={show.error} />}
    </>
  );
}

/** The value lives in this component's state alone, not among what was asked of the server, and goes after its time. */
function useReveal(account: string, field: ProfileField) {
  const [value, setValue] = useState<string>();
  const show = useMutation({
    mutationFn: async (reason: string): Promise<void> => {
      const { body } = await personal.postReveal({ params: { id: account }, body: { field, reason } });
      setValue(new TextDecoder().decode(body));
    },
  });
  useEffect(() => {
    if (value === undefined) return;
    const timer = setTimeout(() => setValue(undefined), revealShownMs);
    return () => clearTimeout(timer);
  }, [value]);
  return { value, show, hide: () => setValue(undefined) };
}
