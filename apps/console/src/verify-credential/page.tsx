import type { PublishedCredential, Verified } from '@finharbor/credentials/contract';
import {
  Button,
  ErrorSummary,
  FileDrop,
  Form,
  PageHeader,
  Query,
  Section,
  TextArea,
  TextField,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { credentials } from './api.ts';
import { Result } from './result.tsx';

/** What was asked for: the number of a certificate or of what it is about, or a certificate itself. */
type Asked = { readonly number: string } | { readonly credential: string };

async function found(
  asked: Asked,
): Promise<{ readonly verified: Verified; readonly page?: PublishedCredential }> {
  if ('credential' in asked) return { verified: (await credentials.verifyShown({ body: asked })).body };
  const typed = asked.number.trim();
  const about = await credentials.listCredentials({ query: { about: typed, limit: 1 } });
  const number = about.body.items[0]?.number ?? typed;
  const page = (await credentials.getCredential({ params: { number } })).body;
  return { page, verified: (await credentials.verifyShown({ body: { credential: page.credential } })).body };
}

const mostBytes = 65_536;

/** The latest public certificates, each to be verified at a press. */
function Latest(): ReactElement {
  const text = useText('credentials');
  const say = useBilingual();
  const { date } = useFormat();
  const latest = useQuery({
    queryKey: ['credentials', 'latest'],
    queryFn: async ({ signal }) =>
      (await credentials.listCredentials({ query: { limit: 10 }, signal })).body.items,
  });
  return (
    <Query query={latest}>
      {(items) => (
        <ul>
          {items.length === 0 && <li>{text('noneIssued')}</li>}
          {items.map(({ number, title, about, issuedAtMs }) => (
            <li key={number}>
              <TextLink href={`/app/verify-credential?number=${number}`}>
                <Verbatim>{number}</Verbatim>
              </TextLink>{' '}
              {say(title)} {about && <Verbatim>{about}</Verbatim>} {date(issuedAtMs)}
            </li>
          ))}
        </ul>
      )}
    </Query>
  );
}

/** Anybody verifies a certificate, by its number or by itself. */
export function Screen(): ReactElement {
  const text = useText('credentials');
  const { number: given = '' } = useSearch({ strict: false }) as { readonly number?: string };
  const [number, setNumber] = useState(given);
  const [pasted, setPasted] = useState('');
  const look = useMutation({ mutationFn: found });
  const { mutate } = look;
  const open = useMutation({
    mutationFn: async (file: File) => {
      // Longer than any certificate: what was dropped is something else, and is not read.
      const credential = file.size > mostBytes ? '' : (await file.text()).trim();
      setPasted(credential);
      await look.mutateAsync({ credential: credential || '~' });
    },
  });
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
      <Section title={text('byFile')}>
        <FileDrop
          label={text('file')}
          accept={['text/plain', '.jwt', '.sd-jwt', '.txt']}
          onFile={(file) => open.mutate(file)}
        />
        <p className="mt-2 text-quiet text-sm">{text('fileHelp')}</p>
        <ErrorSummary error={open.error} />
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
      <Section title={text('latest')}>
        <Latest />
      </Section>
    </>
  );
}
