import { fingerprintOf } from '@finharbor/access/browser';
import type { PublicKey } from '@finharbor/kernel/contract';
import { Button, Code, Form, PageHeader, TextField, useText, useToast } from '@finharbor/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';

/** A registrar's steward vouches for a firm's key, having checked who the firm is and what fingerprint it read out. */
export function Screen(): ReactElement {
  const [uscc, setUscc] = useState('');
  const [publicKey, setPublicKey] = useState('');
  const text = useText('firm');
  const toast = useToast();
  const print = useQuery({
    queryKey: ['fingerprint', publicKey],
    queryFn: () => fingerprintOf(publicKey.trim() as PublicKey),
    enabled: /^[A-Za-z0-9_-]{43}$/.test(publicKey.trim()),
    retry: false,
  });
  const vouch = useMutation({
    mutationFn: () =>
      node.putFirmKey({
        params: { uscc: uscc.replaceAll(/\s/g, '').toUpperCase() },
        body: { publicKey: publicKey.trim() },
      }),
    onSuccess: () => {
      toast({ title: text('registrar.done') });
      setUscc('');
      setPublicKey('');
    },
  });
  return (
    <>
      <PageHeader title={text('registrar.title')} lead={text('registrar.lead')} />
      <Form onSubmit={() => vouch.mutate()} error={vouch.error}>
        <TextField label={text('registrar.uscc')} value={uscc} onChange={setUscc} isRequired name="uscc" />
        <TextField
          label={text('key.publicKey')}
          value={publicKey}
          onChange={setPublicKey}
          isRequired
          name="publicKey"
        />
        <p className="mb-4" role="status">
          {print.data !== undefined && (
            <>
              {text('registrar.compare')} <Code>{print.data}</Code>
            </>
          )}
        </p>
        <Button
          type="submit"
          variant="primary"
          pending={vouch.isPending}
          isDisabled={print.data === undefined}
        >
          {text('registrar.vouch')}
        </Button>
      </Form>
    </>
  );
}
