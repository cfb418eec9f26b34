import { Callout, TextLink, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { namedAddress } from './passkeys.ts';

/** Says why no passkey can be used at this address, and where one can. */
export function NoPasskeysHere(): ReactElement {
  const text = useText('security');
  const href = namedAddress();
  return (
    <Callout tone="warn">
      <p>{text('atAddress')}</p>
      {href !== undefined && <TextLink href={href}>{text('toLocalhost')}</TextLink>}
    </Callout>
  );
}
