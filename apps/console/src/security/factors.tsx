import { Callout, Grid, Query, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { security } from './api.ts';
import { factorsKey } from './factors-key.ts';
import { Passkeys } from './passkey-list.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { Totp } from './totp.tsx';

/** What the person shows besides the password. */
export function Factors(): ReactElement {
  const text = useText('security');
  const factors = useQuery({
    queryKey: factorsKey,
    queryFn: async () => (await security.getFactors({})).body,
  });
  const state = useQuery({
    queryKey: ['session state', 'me'],
    queryFn: async () => (await security.getSessionState({})).body,
  });
  return (
    <>
      <p className="mb-4 max-w-prose text-quiet">{text('factors.lead')}</p>
      <Query query={factors}>
        {({ totp, passkeys, recoveryCodes, offered }) => {
          const hasFactor = totp !== null || passkeys.length > 0;
          return (
            <>
              {state.data?.mustEnrol && (
                <Callout tone="warn" title={text('factors.mustEnrol')}>
                  {text('factors.mustEnrolHelp')}
                </Callout>
              )}
              {!hasFactor && !state.data?.mustEnrol && (
                <Callout title={text('factors.none')}>{text('factors.noneHelp')}</Callout>
              )}
              <Grid>
                {(offered.totp || totp !== null) && <Totp confirmedAtMs={totp?.confirmedAtMs} />}
                <RecoveryCodes left={recoveryCodes} hasFactor={hasFactor} />
              </Grid>
              <div className="mt-4">
                <Passkeys passkeys={passkeys} isOffered={offered.passkey} />
              </div>
            </>
          );
        }}
      </Query>
    </>
  );
}
