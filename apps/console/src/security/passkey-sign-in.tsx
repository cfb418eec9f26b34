import type { Account } from '@finharbor/access/contract';
import { Button, ErrorSummary, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { security } from './api.ts';
import { passkeysHere, signChallenge } from './passkeys.ts';

/** Signs in by a passkey alone, without a login; where the page's address takes passkeys. */
export function PasskeySignIn({
  onDone,
}: {
  readonly onDone: (account: Account) => Promise<void>;
}): ReactElement | null {
  const text = useText('security');
  const signIn = useMutation({
    mutationFn: async () => {
      const assertion = await signChallenge((await security.postSessionChallenge({ body: {} })).body);
      return (await security.postPasskeySession({ body: { assertion } })).body.account;
    },
    onSuccess: onDone,
  });
  if (!passkeysHere()) return null;
  return (
    <div className="mt-6">
      <ErrorSummary error={signIn.error} />
      <Button pending={signIn.isPending} onPress={() => signIn.mutate()}>
        {text('signIn.withPasskey')}
      </Button>
    </div>
  );
}
