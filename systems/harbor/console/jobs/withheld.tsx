import type { WithheldResult } from '@finharbor/harbor/contract';
import { Callout, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Stages } from './stages.tsx';

/** An intersection of which nobody was told anything, for too few firms are common; how many they are is not shown. */
export function Withheld({ result }: { readonly result: WithheldResult }): ReactElement {
  const text = useText('figures');
  const { number } = useFormat();
  return (
    <>
      <Callout tone="warn" title={text('result.withheld')}>
        <p>{text('result.withheldBody', { atLeast: number(result.withheld.atLeast) })}</p>
        <p>{text('result.withheldNext')}</p>
      </Callout>
      <Stages stages={result.stages} />
    </>
  );
}
