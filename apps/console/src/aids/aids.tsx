import { loadDeskPorts } from '@finharbor/desk/console';
import { SearchIn, type SearchPort, useBilingual, useDisplay, useLanguage, useText } from '@finharbor/ui';
import { CommandPalette, type PaletteItem, ShortcutsDialog } from '@finharbor/ui/palette';
import { screensFor, usePlace, useWho } from '@finharbor/ui/screens';
import { useRouter } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { HelpDialog } from '../help/dialog.tsx';
import { screens } from '../screens.ts';
import type { Aid } from './bar.tsx';

type AidsProps = {
  readonly open: Aid;
  readonly onOpen: (aid: Aid | undefined) => void;
  readonly onTour: () => void;
};

/** The palette, the help of this screen, the shortcuts: whichever is open. */
export function Aids({ open, onOpen, onTour }: AidsProps): ReactElement {
  const { history } = useRouter();
  const close = (): void => onOpen(undefined);
  const go = (href: string): void => {
    const to = new URL(href, location.href);
    if (to.origin === location.origin) history.push(to.pathname + to.search + to.hash);
    else location.assign(to);
  };
  const offered = useScreens();
  const actions = useActions({ onOpen, onTour });
  const who = useWho();
  if (open === 'palette')
    return (
      <SearchIn value={who && !who.unverified ? search : undefined}>
        <CommandPalette isOpen onClose={close} screens={offered} actions={actions} onGo={go} />
      </SearchIn>
    );
  if (open === 'keys') return <ShortcutsDialog isOpen onClose={close} />;
  return <HelpDialog onClose={close} onTour={onTour} />;
}

/** What can be found here: the desk knows, for who is signed in. */
const search: SearchPort = async (query, how) => (await loadDeskPorts()).search(query, how);

const beforeSignIn: readonly string[] = ['/sign-in', '/set-up', '/join'];

/** The screens that can be gone to from anywhere: those that are of no one thing. */
function useScreens(): readonly PaletteItem[] {
  const place = usePlace();
  const who = useWho();
  const say = useBilingual();
  return screensFor(screens, place, who)
    .filter(({ path }) => !path.includes('$') && !(who && beforeSignIn.includes(path)))
    .toSorted((a, b) => (a.nav ?? 1000) - (b.nav ?? 1000))
    .map(({ path, title }) => ({
      id: path,
      title: say(title),
      keywords: `${title.en} ${title.zh}`,
      href: `/app${path}`,
    }));
}

function useActions({ onOpen, onTour }: Pick<AidsProps, 'onOpen' | 'onTour'>): readonly PaletteItem[] {
  const text = useText('shell');
  const [{ theme, contrast }, wear] = useDisplay();
  const { language, choose } = useLanguage();
  const acts: Readonly<Record<string, () => void>> = {
    theme: () => wear('theme', theme === 'dark' ? 'light' : 'dark'),
    contrast: () => wear('contrast', contrast === 'more' ? 'normal' : 'more'),
    language: () => void choose(language === 'zh-CN' ? 'en' : 'zh-CN'),
    print: () => print(),
    pageHelp: () => onOpen('help'),
    keys: () => onOpen('keys'),
    tour: onTour,
  };
  return Object.entries(acts).map(([id, onAct]) => ({ id, title: text(`aids.${id}`), onAct }));
}
