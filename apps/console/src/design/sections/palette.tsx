import { Button, SearchIn, type SearchPort, useBilingual, useText } from '@finharbor/ui';
import { CommandPalette, ShortcutsDialog } from '@finharbor/ui/palette';
import { TourGuide } from '@finharbor/ui/tour';
import { type ReactElement, useState } from 'react';
import { Sample } from '../sample.tsx';
import { firms } from '../samples.ts';

const stock = firms(50);

/** Made-up firms stand for what a server would find. */
const search: SearchPort = async (query, { limit }) =>
  stock
    .filter(({ name, uscc }) => `${name.en} ${name.zh} ${uscc}`.toLowerCase().includes(query.toLowerCase()))
    .slice(0, limit)
    .map(({ name, uscc }) => ({
      kind: 'firm',
      title: name,
      detail: { en: uscc, zh: uscc },
      href: `/app/design?firm=${uscc}#palette`,
    }));

/** What helps on every screen: the palette with things to be found, the keys, a tour. */
export function Palette(): ReactElement {
  const text = useText('design');
  const say = useBilingual();
  const [open, setOpen] = useState<'palette' | 'keys' | 'tour'>();
  const [done, setDone] = useState('');
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Sample>
        <Button onPress={() => setOpen('palette')}>{text('palette.open')}</Button>
        <Button onPress={() => setOpen('keys')}>{text('palette.keys')}</Button>
        <Button onPress={() => setOpen('tour')} data-tour="sample">
          {text('palette.tour')}
        </Button>
      </Sample>
      <p role="status" className="mb-4 text-quiet text-sm">
        {done}
      </p>
      <SearchIn value={search}>
        <CommandPalette
          isOpen={open === 'palette'}
          onClose={close}
          screens={[
            {
              id: 'design',
              title: text('title'),
              keywords: say({ en: '设计样例', zh: 'design' }),
              href: '/app/design',
            },
          ]}
          actions={[
            { id: 'greet', title: text('palette.greet'), onAct: () => setDone(text('palette.greeted')) },
          ]}
          onGo={(href) => setDone(text('palette.gone', { href }))}
        />
      </SearchIn>
      <ShortcutsDialog isOpen={open === 'keys'} onClose={close} />
      {open === 'tour' && (
        <TourGuide
          label={text('palette.tour')}
          steps={[
            { target: '[data-tour=sample]', title: text('palette.tour'), body: text('palette.first') },
            { target: '[data-tour=nowhere]', title: text('palette.tour'), body: text('palette.nowhere') },
            {
              target: '[data-tour=display]',
              title: text('palette.second'),
              body: text('palette.secondBody'),
            },
          ]}
          takesFocus
          onEnd={close}
        />
      )}
    </>
  );
}
