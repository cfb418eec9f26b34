import {
  Button,
  Card,
  Code,
  ConfirmDialog,
  ErrorSummary,
  Form,
  useFormat,
  useText,
  useToast,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { security } from './api.ts';
import { factorsKey } from './factors-key.ts';
import { CodeField } from './proof-fields.tsx';

const Qr = lazy(async () => ({ default: (await import('./qr.tsx')).Qr }));

/** The authenticator app: added in two steps, removed in one. */
export function Totp({ confirmedAtMs }: { readonly confirmedAtMs: number | undefined }): ReactElement {
  const text = useText('security');
  const { dateTime } = useFormat();
  const prepare = useMutation({ mutationFn: async () => (await security.postTotp({})).body });
  const isAdding = confirmedAtMs === undefined && prepare.data !== undefined;
  return (
    <Card title={text('factors.app')}>
      <p className="mb-3 text-quiet">{text('factors.appHelp')}</p>
      {confirmedAtMs !== undefined && (
        <>
          <p className="mb-3">{text('factors.appSince', { at: dateTime(confirmedAtMs) })}</p>
          <Remove />
        </>
      )}
      {confirmedAtMs === undefined && !isAdding && (
        <>
          <ErrorSummary error={prepare.error} />
          <Button pending={prepare.isPending} onPress={() => prepare.mutate()}>
            {text('factors.addApp')}
          </Button>
        </>
      )}
      {isAdding && <Confirm {...prepare.data} onDone={() => prepare.reset()} />}
    </Card>
  );
}

function Confirm({
  uri,
  secret,
  onDone,
}: {
  readonly uri: string;
  readonly secret: string;
  readonly onDone: () => void;
}): ReactElement {
  const text = useText('security');
  const toast = useToast();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => security.postTotpConfirmation({ body: { code } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: factorsKey });
      await client.invalidateQueries({ queryKey: ['session state'] });
      toast({ tone: 'good', title: text('factors.confirmed') });
      onDone();
    },
  });
  return (
    <>
      <p className="mb-3">{text('factors.scan')}</p>
      <Suspense fallback={<div className="mb-4 size-52" />}>
        <Qr text={uri} label={text('factors.qr')} />
      </Suspense>
      <p className="mb-4 break-all">
        {text('factors.key')} <Code copyable>{secret.replace(/.{4}(?=.)/g, '$& ')}</Code>
      </p>
      <Form onSubmit={() => confirm.mutate()} error={confirm.error}>
        <CodeField kind="app" value={code} onChange={setCode} />
        <Button type="submit" variant="primary" pending={confirm.isPending}>
          {text('factors.confirm')}
        </Button>
      </Form>
    </>
  );
}

function Remove(): ReactElement {
  const text = useText('security');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => security.deleteTotp({}),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: factorsKey });
    },
  });
  return (
    <>
      <Button onPress={() => setAsking(true)}>{text('factors.removeApp')}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('factors.removeApp')}
        body={text('factors.removeAppBody')}
        confirmLabel={text('factors.remove')}
        danger
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
