import type { WaysIn } from '@finharbor/access/contract';
import { codeOf } from '@finharbor/kernel/contract';
import { Button, Section, useBilingual, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { outside } from './api.ts';
import { OutsideFault } from './fault.tsx';
import { useOutcome } from './outcome.ts';

/** The providers one can sign in at, and why the last visit at one came to nothing. */
export function Providers({ providers }: Pick<WaysIn, 'providers'>): ReactElement | null {
  const text = useText('outside');
  const say = useBilingual();
  const outcome = useOutcome();
  const [failures, setFailures] = useState(0);
  const { mutate, variables, isPending } = useWayOut(() => setFailures((count) => count + 1));
  const failed = outcome?.fault === undefined ? undefined : outcome;
  if (providers.length === 0 && !failed) return null;
  const at = providers.find(({ id }) => id === failed?.provider);
  return (
    <Section title={text('title')}>
      {failed && (
        <OutsideFault
          // Told anew each time, also where it is the same as before.
          key={failures}
          code={failed.fault!}
          provider={at ? say(at.title) : text('unknownProvider')}
        />
      )}
      <ul className="flex flex-wrap gap-3">
        {providers.map(({ id, title }) => (
          <li key={id}>
            <Button pending={isPending && variables === id} onPress={() => mutate(id)}>
              {text(id === at?.id ? 'tryAgain' : 'signInWith', { provider: say(title) })}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/**
 * Leaves this page for a provider, which is no screen of ours. The person comes back here, and goes on from here to their first screen;
 * what keeps them from leaving is told as what goes wrong there.
 */
function useWayOut(failed: () => void) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (id: string) => {
      const to = `/app/sign-in?${new URLSearchParams({ outside: id })}`;
      return (await outside.startOutside({ params: { id }, body: { to } })).body.goTo;
    },
    onSuccess: (goTo) => location.assign(goTo),
    onError: async (error, id) => {
      const search = { outside: id, fault: codeOf(error) };
      await navigate({ to: '/app/sign-in', search: search as never, replace: true });
      failed();
    },
  });
}
