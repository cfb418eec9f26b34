import { Button, Card, ConfirmDialog, ErrorSummary, saveFile, useText, Verbatim } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { security } from './api.ts';
import { factorsKey } from './factors-key.ts';

/** Ten codes for when the second factor is not at hand, shown once. */
export function RecoveryCodes({
  left,
  hasFactor,
}: {
  readonly left: number;
  readonly hasFactor: boolean;
}): ReactElement {
  const text = useText('security');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const make = useMutation({
    mutationFn: async () => (await security.postRecoveryCodes({})).body.codes,
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: factorsKey });
    },
  });
  const isFirst = left === 0;
  return (
    <Card title={text('codes.title')}>
      <p className="mb-3 text-quiet">{text(hasFactor ? 'codes.lead' : 'codes.needsFactor')}</p>
      {make.data && <Shown codes={make.data} onDone={() => make.reset()} />}
      {hasFactor && !make.data && (
        <>
          <p className="mb-3">{text('codes.left', { count: left })}</p>
          {!isAsking && <ErrorSummary error={make.error} />}
          <Button pending={make.isPending} onPress={() => (isFirst ? make.mutate() : setAsking(true))}>
            {text(isFirst ? 'codes.make' : 'codes.again')}
          </Button>
        </>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('codes.again')}
        body={text('codes.againBody')}
        confirmLabel={text('codes.again')}
        pending={make.isPending}
        error={make.error}
        onConfirm={() => make.mutate()}
      />
    </Card>
  );
}

function Shown({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}): ReactElement {
  const text = useText('security');
  const file = (): Blob => new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' });
  return (
    <>
      <p className="font-medium">{text('codes.shown')}</p>
      <p className="mb-3">{text('codes.shownBody')}</p>
      <ul className="mb-4 grid gap-x-6 gap-y-1 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>
            <Verbatim>{code}</Verbatim>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => saveFile('finharbor-recovery-codes.txt', file())}>{text('codes.save')}</Button>
        <Button variant="primary" onPress={onDone}>
          {text('codes.done')}
        </Button>
      </div>
    </>
  );
}
