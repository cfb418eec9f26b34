import type { ContractView } from '@finharbor/harbor/contract';
import { Callout, TextLink, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** The contract that has taken this one's place, or whose place this one takes. */
export function Neighbours({
  contract: { replacedBy, body },
}: {
  readonly contract: ContractView;
}): ReactElement {
  const text = useText('counter');
  return (
    <>
      {replacedBy !== null && (
        <Callout tone="warn">
          {text('replaced')} <TextLink href={`/app/contracts/${replacedBy}`}>{text('open')}</TextLink>
        </Callout>
      )}
      {body.previous !== undefined && (
        <Callout>
          {text('follows')} <TextLink href={`/app/contracts/${body.previous}`}>{text('open')}</TextLink>
        </Callout>
      )}
    </>
  );
}
