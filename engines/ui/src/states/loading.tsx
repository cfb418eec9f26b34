import type { ReactElement } from 'react';
import { textIn } from '../i18n/i18n.ts';
import { useI18n } from '../i18n/provider.ts';

/** What will stand where something is on its way. */
export type LoadingShape = 'text' | 'table' | 'cards' | 'figure';

const bone = 'animate-pulse rounded bg-line';

/** Something is on its way, in about the shape it will have. */
export function Loading({ shape = 'text' }: { readonly shape?: LoadingShape }): ReactElement {
  // It also stands in while the texts themselves are loaded, and must not wait for them.
  const texts = useI18n().textsOf('ui');
  return (
    <div role="status" aria-busy="true" className="py-4">
      <span className="sr-only">{texts instanceof Promise ? '…' : textIn(texts, 'loading')}</span>
      <div aria-hidden="true">{bones[shape]()}</div>
    </div>
  );
}

const bones: Readonly<Record<LoadingShape, () => ReactElement>> = {
  text: () => (
    <div className="grid gap-3">
      <div className={`h-5 w-2/3 ${bone}`} />
      <div className={`h-5 w-1/2 ${bone}`} />
      <div className={`h-5 w-3/5 ${bone}`} />
    </div>
  ),
  table: () => (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="h-9 bg-sunken" />
      {['w-3/5', 'w-2/5', 'w-1/2', 'w-2/3'].map((width) => (
        <div key={width} className="border-line border-t px-3 py-2.5">
          <div className={`h-4 ${width} ${bone}`} />
        </div>
      ))}
    </div>
  ),
  cards: () => (
    <div className="grid gap-4 sm:grid-cols-3">
      {['one', 'two', 'three'].map((name) => (
        <div key={name} className="grid gap-3 rounded-lg border border-line bg-surface p-4">
          <div className={`h-4 w-1/2 ${bone}`} />
          <div className={`h-7 w-3/4 ${bone}`} />
        </div>
      ))}
    </div>
  ),
  figure: () => <div className={`h-72 ${bone}`} />,
};
