import type { ReactElement } from 'react';
import { Switch } from '../forms/switch.tsx';
import { useText } from '../i18n/hooks.ts';
import { Dialog } from '../overlay/dialog.tsx';
import { useSingleKeys } from './shortcuts.ts';

const keys: readonly (readonly [what: string, keys: readonly string[]])[] = [
  ['palette', ['Ctrl', 'K']],
  ['palette', ['⌘', 'K']],
  ['help', ['?']],
  ['close', ['Esc']],
  ['cells', ['↑', '↓', '←', '→']],
  ['ends', ['Ctrl', 'Home / End']],
];

/** The page's shortcuts, and a switch for those of a single key. */
export function ShortcutsDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('ui');
  const [areOn, choose] = useSingleKeys();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={text('keys.title')}>
      <dl className="mb-4">
        {keys.map(([what, combination]) => (
          <div
            key={combination.join()}
            className="flex justify-between gap-4 border-line border-t py-1.5 first:border-t-0"
          >
            <dt>{text(`keys.${what}`)}</dt>
            <dd className="whitespace-nowrap" translate="no">
              {combination.map((key) => (
                <kbd
                  key={key}
                  className="ms-1 rounded border border-edge bg-sunken px-1.5 py-0.5 font-sans text-sm"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch isSelected={areOn} onChange={choose}>
        {text('keys.single')}
      </Switch>
    </Dialog>
  );
}
