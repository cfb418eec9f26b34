import { Button, Icon, useShortcuts, useText } from '@finharbor/ui';
import { lazy, type ReactElement, Suspense, useCallback, useState } from 'react';
import { beginTour } from '../first-run/begin.ts';

/** What helps on every screen; one of them is open at a time. */
export type Aid = 'palette' | 'keys' | 'help';

const Aids = lazy(async () => ({ default: (await import('./aids.tsx')).Aids }));

/** Buttons and keys that open the palette and the help; either is loaded when it is first asked for. */
export function AidsBar(): ReactElement {
  const text = useText('shell');
  const [open, setOpen] = useState<Aid>();
  const onPalette = useCallback(() => setOpen('palette'), []);
  const onHelp = useCallback(() => setOpen('keys'), []);
  useShortcuts({ onPalette, onHelp });
  return (
    <>
      <Button variant="quiet" onPress={onPalette} data-tour="palette" aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" />
        {text('aids.palette')}
      </Button>
      <Button variant="quiet" onPress={() => setOpen('help')} data-tour="help">
        <Icon name="help" />
        {text('aids.help')}
      </Button>
      {open && (
        <Suspense>
          <Aids
            open={open}
            onOpen={setOpen}
            onTour={() => {
              setOpen(undefined);
              beginTour();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
