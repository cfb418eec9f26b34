import type { Account, PendingSignIn } from '@finharbor/access/contract';
import { Button, ErrorSummary, Form, PageHeader, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { security } from './api.ts';
import { NoPasskeysHere } from './no-passkeys-here.tsx';
import { passkeysHere, signChallenge } from './passkeys.ts';
import { CodeField } from './proof-fields.tsx';

/** The second step of a sign-in whose password was right. */
export function SecondStep({
  awaited: { pending, factors },
  onDone,
  onBack,
}: {
  readonly awaited: PendingSignIn;
  readonly onDone: (account: Account) => Promise<void>;
  readonly onBack: () => void;
}): ReactElement {
  const text = useText('security');
  const hasPasskey = factors.includes('passkey');
  const byPasskey = useMutation({
    mutationFn: async () => {
      const { body } = await security.postSessionChallenge({ body: { pending } });
      const assertion = await signChallenge(body);
      const signedIn = await security.postSecondStep({ body: { kind: 'passkey', pending, assertion } });
      return signedIn.body.account;
    },
    onSuccess: onDone,
  });
  return (
    <>
      <PageHeader title={text('signIn.second')} lead={text('signIn.lead')} />
      <ErrorSummary error={byPasskey.error} />
      {hasPasskey && !passkeysHere() && <NoPasskeysHere />}
      {hasPasskey && passkeysHere() && (
        <p className="mb-5">
          <Button variant="primary" pending={byPasskey.isPending} onPress={() => byPasskey.mutate()}>
            {text('usePasskey')}
          </Button>
        </p>
      )}
      <ByCode pending={pending} factors={factors} onDone={onDone} />
      <p className="mt-6">
        <Button variant="quiet" onPress={onBack}>
          {text('signIn.again')}
        </Button>
      </p>
    </>
  );
}

type ByCodeProps = Pick<PendingSignIn, 'pending' | 'factors'> & {
  readonly onDone: (account: Account) => Promise<void>;
};

function ByCode({ pending, factors, onDone }: ByCodeProps): ReactElement | null {
  const text = useText('security');
  const hasApp = factors.includes('totp');
  const [usesRecovery, setUsesRecovery] = useState(false);
  const [code, setCode] = useState('');
  const step = useMutation({
    mutationFn: async () => {
      const kind = usesRecovery ? ('recovery_code' as const) : ('totp' as const);
      return (await security.postSecondStep({ body: { kind, pending, code } })).body.account;
    },
    onSuccess: onDone,
  });
  const other = usesRecovery ? hasApp : factors.includes('recovery_code');
  const turn = (): void => {
    setUsesRecovery(!usesRecovery);
    setCode('');
    step.reset();
  };
  return (
    <>
      {(hasApp || usesRecovery) && (
        <Form onSubmit={() => step.mutate()} error={step.error}>
          <CodeField
            key={String(usesRecovery)}
            kind={usesRecovery ? 'recovery' : 'app'}
            value={code}
            onChange={setCode}
          />
          <Button type="submit" variant="primary" pending={step.isPending}>
            {text('signIn.go')}
          </Button>
        </Form>
      )}
      {other && (
        <p className="mt-4">
          <Button variant="quiet" onPress={turn}>
            {text(usesRecovery ? 'signIn.useApp' : 'signIn.useRecovery')}
          </Button>
        </p>
      )}
    </>
  );
}
