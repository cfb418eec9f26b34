import { PageHeader, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { OneTimeForm } from '../password-form.tsx';
import { security } from './api.ts';

/** Who lost password or second factor sets a new password by an administrator's code. */
export function Screen(): ReactElement {
  const text = useText('security');
  return (
    <>
      <PageHeader title={text('recover.title')} lead={text('recover.lead')} />
      <OneTimeForm
        hasLogin={false}
        submit={text('recover.go')}
        send={({ code, password }) => security.postRecoveryRedemption({ body: { code, password } })}
      />
    </>
  );
}
