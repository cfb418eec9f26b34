import { PageHeader, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { access } from './api.ts';
import { OneTimeForm } from './password-form.tsx';

/** The first account, with the one-time code that the terminal shows. */
export function Screen(): ReactElement {
  const text = useText('shell');
  return (
    <>
      <PageHeader title={text('setUp.title')} lead={text('setUp.lead')} />
      <OneTimeForm hasLogin submit={text('makeAccount')} send={(body) => access.postSetup({ body })} />
    </>
  );
}
