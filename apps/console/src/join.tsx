import { PageHeader, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { access } from './api.ts';
import { OneTimeForm } from './password-form.tsx';

/** An invited person sets the password of the account that was prepared. */
export function Screen(): ReactElement {
  const text = useText('shell');
  return (
    <>
      <PageHeader title={text('join.title')} lead={text('join.lead')} />
      <OneTimeForm
        hasLogin={false}
        submit={text('makeAccount')}
        send={({ code, password }) => access.postInvitationRedemption({ body: { code, password } })}
      />
    </>
  );
}
