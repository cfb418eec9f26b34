import { useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const swatches = {
  brand: 'bg-(--brand)',
  ground: 'bg-ground',
  surface: 'bg-surface',
  raised: 'bg-raised',
  sunken: 'bg-sunken',
  ink: 'bg-ink',
  quiet: 'bg-quiet',
  line: 'bg-line',
  edge: 'bg-edge',
  accent: 'bg-accent',
  accentSoft: 'bg-accent-soft',
  good: 'bg-good',
  goodSoft: 'bg-good-soft',
  warn: 'bg-warn',
  warnSoft: 'bg-warn-soft',
  bad: 'bg-bad',
  badSoft: 'bg-bad-soft',
} as const;

/** The colours, by what they are for. */
export function Colours(): ReactElement {
  const text = useText('design');
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-3">
      {Object.entries(swatches).map(([name, look]) => (
        <li key={name} className="text-sm">
          <div className={`h-10 rounded-md border border-line ${look}`} />
          {text(`colour.${name}`)}
        </li>
      ))}
    </ul>
  );
}
