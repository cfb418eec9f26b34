import { Button, Dialog, ErrorSummary, Form, Query, useBilingual, useText } from '@finharbor/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { access } from '../api.ts';
import { outside } from '../outside/api.ts';
import { placeQuery, whoQuery } from '../place.ts';
import { security } from './api.ts';
import { NoPasskeysHere } from './no-passkeys-here.tsx';
import { passkeysHere, signChallenge } from './passkeys.ts';
import { CodeField, PasswordField } from './proof-fields.tsx';

type Done = { readonly onDone: (isProven: boolean) => void };
type Way = Awaited<ReturnType<typeof security.getSessionState>>['body']['ways'][number];

/** Asks who is signed in to prove it again, in the way their account has. */
export function ProofDialog({ onDone }: Done): ReactElement {
  const text = useText('security');
  const state = useQuery({
    queryKey: ['proof'],
    queryFn: async () => (await security.getSessionState({})).body,
    staleTime: 0,
  });
  return (
    <Dialog isOpen onClose={() => onDone(false)} title={text('proof.title')}>
      <p className="mb-4">{text('proof.body')}</p>
      <Query query={state}>
        {({ ways }) => (
          <>
            {ways.includes('passkey') && <ByPasskey onDone={onDone} />}
            {ways.includes('totp') && <Typed way="totp" onDone={onDone} />}
            {ways.includes('password') && <ByPassword onDone={onDone} />}
            {ways.includes('outside') && <ByProvider />}
          </>
        )}
      </Query>
    </Dialog>
  );
}

function ByPasskey({ onDone }: Done): ReactElement {
  const text = useText('security');
  const prove = useMutation({
    mutationFn: async () => {
      const assertion = await signChallenge((await security.postProofChallenge({})).body);
      await security.postProof({ body: { kind: 'passkey', assertion } });
    },
    onSuccess: () => onDone(true),
  });
  if (!passkeysHere()) return <NoPasskeysHere />;
  return (
    <>
      <ErrorSummary error={prove.error} />
      <p className="mb-5">
        <Button variant="primary" pending={prove.isPending} onPress={() => prove.mutate()}>
          {text('usePasskey')}
        </Button>
      </p>
    </>
  );
}

/** In the demonstration its people press once: the process knows their passwords. */
function ByPassword({ onDone }: Done): ReactElement {
  const place = useQuery(placeQuery);
  const who = useQuery(whoQuery);
  const isDemo = place.data?.demo === true;
  const people = useQuery({
    queryKey: ['demo', 'people'],
    queryFn: async () => (await access.listDemoPeople({})).body,
    enabled: isDemo,
  });
  const person = people.data?.find(({ login }) => login === who.data?.login);
  return (
    <>
      {person && <InDemonstration login={person.login} name={person.name} onDone={onDone} />}
      {(!isDemo || people.isFetched) && !person && <Typed way="password" onDone={onDone} />}
    </>
  );
}

function InDemonstration({
  login,
  name,
  onDone,
}: Done & {
  readonly login: string;
  readonly name: { readonly en: string; readonly zh: string };
}): ReactElement {
  const text = useText('security');
  const say = useBilingual();
  const prove = useMutation({
    mutationFn: () => access.postDemoSession({ body: { login } }),
    onSuccess: ({ status }) => onDone(status === 201),
  });
  return (
    <>
      <ErrorSummary error={prove.error} />
      <p className="mb-3 text-quiet">{text('proof.demoHelp')}</p>
      <Button variant="primary" pending={prove.isPending} onPress={() => prove.mutate()}>
        {text('proof.demo', { name: say(name) })}
      </Button>
    </>
  );
}

/** The page is left for the provider, and comes back to where it was with a proof that holds for ten minutes. */
function ByProvider(): ReactElement {
  const text = useText('security');
  const say = useBilingual();
  const mine = useQuery({
    queryKey: ['outside-links'],
    queryFn: async () => (await outside.listOutsideLinks({})).body,
  });
  const leave = useMutation({
    mutationFn: async (id: string) => {
      const to = location.pathname + location.search;
      return (await outside.postOutsideProof({ params: { id }, body: { to } })).body.goTo;
    },
    onSuccess: (goTo) => location.assign(goTo),
  });
  return (
    <Query query={mine}>
      {(providers) => (
        <>
          <ErrorSummary error={leave.error} />
          <p className="mb-3 text-quiet">{text('proof.outsideHelp')}</p>
          <ul className="flex flex-wrap gap-3">
            {providers
              .filter(({ proves, linkedAtMs }) => proves && linkedAtMs !== null)
              .map(({ id, title }) => (
                <li key={id}>
                  <Button
                    pending={leave.isPending && leave.variables === id}
                    onPress={() => leave.mutate(id)}
                  >
                    {text('proof.outside', { provider: say(title) })}
                  </Button>
                </li>
              ))}
          </ul>
        </>
      )}
    </Query>
  );
}

function Typed({ way, onDone }: Done & { readonly way: Exclude<Way, 'passkey' | 'outside'> }): ReactElement {
  const text = useText('security');
  const [given, setGiven] = useState('');
  const prove = useMutation({
    mutationFn: () =>
      security.postProof({
        body: way === 'totp' ? { kind: way, code: given } : { kind: way, password: given },
      }),
    onSuccess: () => onDone(true),
  });
  return (
    <Form onSubmit={() => prove.mutate()} error={prove.error}>
      {way === 'totp' ? (
        <CodeField kind="app" value={given} onChange={setGiven} />
      ) : (
        <PasswordField value={given} onChange={setGiven} />
      )}
      <Button type="submit" variant="primary" pending={prove.isPending}>
        {text('proof.go')}
      </Button>
    </Form>
  );
}
