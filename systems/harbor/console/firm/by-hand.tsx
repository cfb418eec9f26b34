import { fingerprintOf } from '@finharbor/access/browser';
import type { PublicKey } from '@finharbor/kernel/contract';
import { Button, Code, Form, TextField, useText, useToast } from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';

/** Vouches for a key that a firm has brought on paper, having sent no request. */
export function ByHand(): ReactElement {
  const [uscc, setUscc] = useState('');
  const [publicKey, setPublicKey] = useState('');
  const text = useText('firm');
  const toast = useToast();
  const client = useQueryClient();
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
    onSuccess: async () => {
      toast({ title: text('registrar.done') });
      setUscc('');
      setPublicKey('');
      await client.invalidateQueries({ queryKey: ['firm-keys'] });
    },
  });
  return (
    <Form onSubmit={() => vouch.mutate()} error={vouch.error}>
      <p className="mb-4 max-w-prose">{text('registrar.byHandHelp')}</p>
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
      <Button type="submit" variant="primary" pending={vouch.isPending} isDisabled={print.data === undefined}>
        {text('registrar.vouch')}
      </Button>
    </Form>
  );
}
