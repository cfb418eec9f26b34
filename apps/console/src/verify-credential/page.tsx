import { credentialRoutes, type PublishedCredential, type Verified } from '@finharbor/credentials/contract';
import { type TypedClient, typedClient } from '@finharbor/kernel/contract';
import { Button, Form, PageHeader, Section, TextArea, TextField, useText } from '@finharbor/ui';
import { homeFetch } from '@finharbor/ui/screens';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { Result } from './result.tsx';

const credentials: TypedClient<typeof credentialRoutes> = typedClient(
  credentialRoutes,
  location.origin,
  homeFetch,
);

/** What was asked for: a number, or a certificate. */
type Asked = { readonly number: string } | { readonly credential: string };

async function found(
  asked: Asked,
): Promise<{ readonly verified: Verified; readonly page?: PublishedCredential }> {
  if ('credential' in asked) return { verified: (await credentials.verifyShown({ body: asked })).body };
  const page = (await credentials.getCredential({ params: { number: asked.number.trim() } })).body;
  return { page, verified: (await credentials.verifyShown({ body: { credential: page.credential } })).body };
}

/** Anybody verifies a certificate, by its number or by itself. */
export function Screen(): ReactElement {
  const text = useText('credentials');
  const { number: given = '' } = useSearch({ strict: false }) as { readonly number?: string };
  const [number, setNumber] = useState(given);
  const [pasted, setPasted] = useState('');
  const look = useMutation({ mutationFn: found });
  const { mutate } = look;
  // Who comes by the code on paper need not press anything.
  useEffect(() => {
    if (given) mutate({ number: given });
  }, [given, mutate]);
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      {look.data && <Result {...look.data} />}
      <Section title={text('byNumber')}>
        <Form onSubmit={() => mutate({ number })} error={look.error}>
          <TextField
            label={text('number')}
            description={text('numberHelp')}
            name="number"
            value={number}
            onChange={setNumber}
            isRequired
          />
          <Button type="submit" pending={look.isPending}>
            {text('find')}
          </Button>
        </Form>
      </Section>
      <Section title={text('byText')}>
        <Form onSubmit={() => mutate({ credential: pasted })}>
          <TextArea
            label={text('text')}
            description={text('textHelp')}
            name="credential"
            rows={6}
            value={pasted}
            onChange={setPasted}
            isRequired
          />
          <Button type="submit" pending={look.isPending}>
            {text('verify')}
          </Button>
        </Form>
      </Section>
    </>
  );
}
