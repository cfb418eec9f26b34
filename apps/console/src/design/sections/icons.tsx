import { Icon, iconNames } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** The drawings, with the names the code has for them. */
export function Icons(): ReactElement {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-3">
      {iconNames.map((name) => (
        <li key={name} className="flex items-center gap-2 text-sm">
          <span className="text-accent text-xl">
            <Icon name={name} />
          </span>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
