import type { Passkey } from '@finharbor/access/contract';
import {
  Button,
  Card,
  ConfirmDialog,
  DataTable,
  Dialog,
  Form,
  TextField,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { security } from './api.ts';
import { factorsKey } from './factors-key.ts';
import { NoPasskeysHere } from './no-passkeys-here.tsx';
import { makePasskey, passkeysHere } from './passkeys.ts';

/** The person's passkeys, under their names. */
export function Passkeys({
  passkeys,
  isOffered,
}: {
  readonly passkeys: readonly Passkey[];
  readonly isOffered: boolean;
}): ReactElement {
  const text = useText('security');
  return (
    <Card title={text('factors.passkeys')}>
      <p className="mb-3 text-quiet">{text('factors.passkeysHelp')}</p>
      {passkeys.length > 0 ? (
        <List passkeys={passkeys} />
      ) : (
        <p className="mb-4">{text('factors.noPasskeys')}</p>
      )}
      {!isOffered && <p>{text('factors.notHere')}</p>}
      {isOffered && (passkeysHere() ? <Add /> : <NoPasskeysHere />)}
    </Card>
  );
}

function List({ passkeys }: { readonly passkeys: readonly Passkey[] }): ReactElement {
  const text = useText('security');
  const { dateTime } = useFormat();
  const [renaming, setRenaming] = useState<Passkey>();
  const [removing, setRemoving] = useState<Passkey>();
  return (
    <>
      <DataTable
        caption={text('factors.passkeys')}
        rows={passkeys}
        rowKey={({ id }) => id}
        columns={[
          { id: 'name', header: text('factors.name'), cell: ({ name }) => <Verbatim>{name}</Verbatim> },
          { id: 'added', header: text('factors.added'), cell: ({ createdAtMs }) => dateTime(createdAtMs) },
          {
            id: 'used',
            header: text('factors.lastUsed'),
            cell: ({ lastUsedAtMs }) =>
              lastUsedAtMs === null ? text('factors.never') : dateTime(lastUsedAtMs),
          },
          {
            id: 'do',
            header: text('factors.actions'),
            cell: (passkey) => (
              <>
                <Button variant="quiet" onPress={() => setRenaming(passkey)}>
                  {text('factors.renamePasskey', { name: passkey.name })}
                </Button>
                <Button variant="quiet" onPress={() => setRemoving(passkey)}>
                  {text('factors.removePasskey', { name: passkey.name })}
                </Button>
              </>
            ),
          },
        ]}
      />
      {renaming && <Rename passkey={renaming} onClose={() => setRenaming(undefined)} />}
      <Remove passkey={removing} onClose={() => setRemoving(undefined)} />
    </>
  );
}

function Add(): ReactElement {
  const text = useText('security');
  const client = useQueryClient();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: async () => {
      const attestation = await makePasskey((await security.postPasskeyChallenge({})).body);
      await security.postPasskey({ body: { name, attestation } });
    },
    onSuccess: async () => {
      setName('');
      await client.invalidateQueries({ queryKey: factorsKey });
      await client.invalidateQueries({ queryKey: ['session state'] });
    },
  });
  return (
    <Form onSubmit={() => add.mutate()} error={add.error}>
      <TextField
        label={text('factors.name')}
        description={text('factors.nameHelp')}
        value={name}
        onChange={setName}
        isRequired
        maxLength={60}
        name="name"
      />
      <Button type="submit" isDisabled={name.trim() === ''} pending={add.isPending}>
        {text('factors.addPasskey')}
      </Button>
    </Form>
  );
}

function Rename({
  passkey,
  onClose,
}: {
  readonly passkey: Passkey;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('security');
  const client = useQueryClient();
  const [name, setName] = useState(passkey.name);
  const rename = useMutation({
    mutationFn: () => security.patchPasskey({ params: { id: passkey.id }, body: { name } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: factorsKey });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={text('factors.renamePasskey', { name: passkey.name })}>
      <Form onSubmit={() => rename.mutate()} error={rename.error}>
        <TextField
          label={text('factors.name')}
          value={name}
          onChange={setName}
          isRequired
          maxLength={60}
          name="name"
        />
        <Button type="submit" variant="primary" pending={rename.isPending}>
          {text('factors.save')}
        </Button>
      </Form>
    </Dialog>
  );
}

function Remove({
  passkey,
  onClose,
}: {
  readonly passkey: Passkey | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('security');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => security.deletePasskey({ params: { id } }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: factorsKey });
    },
  });
  return (
    <ConfirmDialog
      isOpen={passkey !== undefined}
      onClose={onClose}
      title={text('factors.removePasskey', { name: passkey?.name ?? '' })}
      body={text('factors.removePasskeyBody')}
      confirmLabel={text('factors.remove')}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => passkey && remove.mutate(passkey.id)}
    />
  );
}
