import type { WaysIn } from '@finharbor/access/contract';
import { Button, Section, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { OutsideFault } from './fault.tsx';
import { useOutcome } from './outcome.ts';

/** The providers one can sign in at, and why the last visit at one came to nothing. */
export function Providers({ providers }: Pick<WaysIn, 'providers'>): ReactElement | null {
  const text = useText('outside');
  const say = useBilingual();
  const outcome = useOutcome();
  const failed = outcome?.fault === undefined ? undefined : outcome;
  if (providers.length === 0 && !failed) return null;
  const at = providers.find(({ id }) => id === failed?.provider);
  return (
    <Section title={text('title')}>
      {failed && (
        <OutsideFault code={failed.fault!} provider={at ? say(at.title) : text('unknownProvider')} />
      )}
      <ul className="flex flex-wrap gap-3">
        {providers.map(({ id, title }) => (
          <li key={id}>
            <Button onPress={() => goTo(id)}>
              {text(id === at?.id ? 'tryAgain' : 'signInWith', { provider: say(title) })}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Leaves this page: a provider is no screen of ours. It comes back here, and from here to the person's first screen. */
function goTo(id: string): void {
  const back = `/app/sign-in?${new URLSearchParams({ outside: id })}`;
  location.assign(`/sign-in/outside/${id}?${new URLSearchParams({ to: back })}`);
}
