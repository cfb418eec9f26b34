import { useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { CaseProps } from './page.tsx';
import { wayOf } from './way.ts';

/** The way of a case as a line of states: where it is, and how it goes on where nothing goes wrong. */
export function Way({ one, spec }: CaseProps): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { states, at } = wayOf(spec, one.state.name);
  return (
    <nav aria-label={text('way')} className="mb-6">
      <ol className="flex flex-wrap gap-2">
        {states.map(({ name, title }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a way may pass a state twice
            key={`${index} ${name}`}
            {...(index === at && { 'aria-current': 'step' as const })}
            className={`border-t-3 px-2 pt-2 text-sm ${index <= at ? 'border-accent' : 'border-line text-quiet'} ${index === at ? 'font-semibold' : ''}`}
          >
            {say(title)}
          </li>
        ))}
      </ol>
    </nav>
  );
}
