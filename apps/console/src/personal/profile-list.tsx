import type { MaskedProfile } from '@finharbor/access/personal-contract';
import { DescriptionList, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Covered } from './covered.tsx';

/** Somebody's profile, every value covered. */
export function ProfileList({
  account,
  profile,
}: {
  readonly account: string;
  readonly profile: MaskedProfile;
}): ReactElement {
  const text = useText('personal');
  const { email, phone, idType, idNumber } = profile;
  return (
    <DescriptionList
      items={[
        {
          term: text('field.email'),
          value: <Covered account={account} field="email" masked={email} />,
        },
        {
          term: text('field.phone'),
          value: <Covered account={account} field="phone" masked={phone} />,
        },
        ...(idType === null ? [] : [{ term: text('profile.type'), value: text(`document.${idType}`) }]),
        {
          term: text('field.idNumber'),
          value: <Covered account={account} field="idNumber" masked={idNumber} />,
        },
      ]}
    />
  );
}
