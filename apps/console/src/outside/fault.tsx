import { outsideErrors } from '@finharbor/access/contract';
import { Callout, useBilingual, useText } from '@finharbor/ui';
import { type ReactElement, useLayoutEffect, useRef } from 'react';

/** Says why a visit at a provider came to nothing and what to do; takes the focus, as the page has just come up with it. */
export function OutsideFault({
  code,
  provider,
}: {
  readonly code: string;
  readonly provider: string;
}): ReactElement {
  const text = useText('outside');
  const say = useBilingual();
  const box = useRef<HTMLDivElement>(null);
  // A layout effect: what hides this while something beside it is loaded takes the focus away, and shows it again by these.
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} role="alert" tabIndex={-1} className="mb-5 max-w-prose *:mb-0">
      <Callout tone="bad" title={`${provider}: ${say(outsideErrors[code]!.title)}`}>
        <p>{text(`fault.${code.replace('access.', '')}`)}</p>
        <p className="text-quiet text-sm">{text('code', { code })}</p>
      </Callout>
    </div>
  );
}
