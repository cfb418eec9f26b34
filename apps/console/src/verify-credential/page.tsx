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
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { credentials } from './api.ts';
import { Result } from './result.tsx';

/** What was asked for: the number of a certificate or of what it is about, or a certificate itself. */
type Asked = { readonly number: string } | { readonly credential: string };

type Found = {
  readonly number: string | null;
  /** Of a personal certificate its issuer has a number, and nothing to show. */
  readonly verified?: Verified;
  readonly page?: PublishedCredential;
};

async function found(asked: Asked, isIssuer: boolean): Promise<Found> {
  if ('credential' in asked) {
    const verified = (await credentials.verifyShown({ body: asked })).body;
    return { verified, number: verified.number };
  }
  const typed = asked.number.trim();
  const about = await credentials.listCredentials({ query: { about: typed, limit: 1 } });
  const number = about.body.items[0]?.number ?? typed;
  if (isIssuer && !(await credentials.getOnFile({ params: { number } })).body.isPublic) return { number };
  const page = (await credentials.getCredential({ params: { number } })).body;
  const verified = (await credentials.verifyShown({ body: { credential: page.credential } })).body;
  return { page, verified, number };
}

// Whoever verifies waits for nothing that is the issuer's.
const OnFile = lazy(async () => ({ default: (await import('./on-file.tsx')).OnFile }));
const issuers = ['bureau', 'auditor'];
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
  const who = useWho();
  const isIssuer = who?.party === 'hub' && who.roles.some((role) => issuers.includes(role));
  const look = useMutation({ mutationFn: (asked: Asked) => found(asked, isIssuer) });
  const { mutate } = look;
  // Who comes by the code on paper need not press anything.
  useEffect(() => {
    if (given) mutate({ number: given });
  }, [given, mutate]);
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      {look.data?.verified && <Result verified={look.data.verified} page={look.data.page} />}
      {isIssuer && look.data?.number && (
        <Suspense>
          <OnFile
            key={look.data.number}
            number={look.data.number}
            onDone={() => look.variables && mutate(look.variables)}
          />
        </Suspense>
      )}
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
      <ByItself pending={look.isPending} ask={(credential) => look.mutateAsync({ credential })} />
      <Section title={text('latest')}>
        <Latest />
      </Section>
    </>
  );
}

type ItselfProps = { readonly pending: boolean; readonly ask: (credential: string) => Promise<unknown> };

/** Verifies the certificate itself, as a file or as text. */
function ByItself({ pending, ask }: ItselfProps): ReactElement {
  const text = useText('credentials');
  const [pasted, setPasted] = useState('');
  const open = useMutation({
    mutationFn: async (file: File) => {
      // Longer than any certificate: what was dropped is something else, and is not read.
      const credential = file.size > mostBytes ? '' : (await file.text()).trim();
      setPasted(credential);
      await ask(credential || '~');
    },
  });
  const check = useMutation({ mutationFn: ask });
  return (
    <>
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
        <Form onSubmit={() => check.mutate(pasted)}>
          <TextArea
            label={text('text')}
            description={text('textHelp')}
            name="credential"
            rows={6}
            value={pasted}
            onChange={setPasted}
            isRequired
          />
          <Button type="submit" pending={pending}>
            {text('verify')}
          </Button>
        </Form>
      </Section>
    </>
  );
}
