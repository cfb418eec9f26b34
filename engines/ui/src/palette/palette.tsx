import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactElement, useContext, useDeferredValue, useId, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classes } from '../classes.ts';
import { box } from '../forms/field.tsx';
import { useBilingual, useLanguage, useText } from '../i18n/hooks.ts';
import { findItems } from './find.ts';
import { type PaletteItem, SearchIn } from './item.ts';

const limit = 8;

type PaletteProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly screens: readonly PaletteItem[];
  readonly actions: readonly PaletteItem[];
  readonly onGo: (href: string) => void;
};

/** One box to go anywhere and do anything from: screens, actions, and things that are looked for on the server. */
export function CommandPalette({ isOpen, onClose, ...rest }: PaletteProps): ReactElement {
  const text = useText('ui');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-40 bg-black/45 px-3 pt-[10dvh]"
    >
      <Modal className="mx-auto w-full max-w-xl rounded-xl border border-line bg-surface text-ink shadow-2xl">
        <AriaDialog className="p-3 outline-none">
          <Heading slot="title" className="sr-only">
            {text('palette.title')}
          </Heading>
          <Body {...rest} onClose={onClose} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type Group = { readonly title: string; readonly items: readonly PaletteItem[]; readonly isData: boolean };

function Body(props: Omit<PaletteProps, 'isOpen'>): ReactElement {
  const { onClose, onGo } = props;
  const text = useText('ui');
  const id = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const groups = useGroups(query, props);
  const items = groups.flatMap((group) => group.items);
  const active = Math.min(at, items.length - 1);
  const take = (item: PaletteItem | undefined): void => {
    if (!item) return;
    onClose();
    if (item.href === undefined) item.onAct?.();
    else onGo(item.href);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (by === undefined) take(items[active]);
    else if (items.length > 0) setAt((active + by + items.length) % items.length);
  };
  return (
    <>
      <input
        role="combobox"
        aria-label={text('palette.title')}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={items[active] ? `${id}-${items[active].id}` : undefined}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: it was opened to type into
        autoFocus
        className={box}
        placeholder={text('palette.hint')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <List id={id} groups={groups} active={items[active]} onTake={take} />
      <p role="status" className={items.length > 0 ? 'sr-only' : 'p-2 text-quiet text-sm'}>
        {text('combo.found', { n: items.length })}
      </p>
    </>
  );
}

type ListProps = {
  readonly id: string;
  readonly groups: readonly Group[];
  readonly active: PaletteItem | undefined;
  readonly onTake: (item: PaletteItem) => void;
};

function List({ id, groups, active, onTake }: ListProps): ReactElement {
  const text = useText('ui');
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={text('palette.title')}
      className="mt-2 max-h-[55dvh] overflow-auto"
    >
      {groups.map(({ title, items: found, isData }) => (
        // biome-ignore lint/a11y/useSemanticElements: a list of options has groups of this kind
        <div key={title} role="group" aria-label={title}>
          <p aria-hidden="true" className="px-2 pt-2 pb-1 text-quiet text-xs">
            {title}
          </p>
          {found.map((item) => (
            <Line
              key={item.id}
              id={`${id}-${item.id}`}
              item={item}
              isData={isData}
              isActive={item === active}
              onTake={() => onTake(item)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type LineProps = {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isData: boolean;
  readonly isActive: boolean;
  readonly onTake: () => void;
};

function Line({ id, item, isData, isActive, onTake }: LineProps): ReactElement {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: and takes the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      translate={isData ? 'no' : undefined}
      className={classes(
        'cursor-pointer rounded-md px-2 py-1.5 hover:bg-accent-soft pointer-coarse:py-3',
        isActive && 'bg-accent-soft',
      )}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {item.title}
      {item.detail !== undefined && <span className="ms-2 text-quiet text-sm">{item.detail}</span>}
    </div>
  );
}

function useGroups(
  query: string,
  { screens, actions }: Pick<PaletteProps, 'screens' | 'actions'>,
): readonly Group[] {
  const text = useText('ui');
  const { language } = useLanguage();
  const pinyin = useQuery({
    queryKey: ['pinyin'],
    queryFn: async () => (await import('./pinyin.ts')).pinyinOf,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: language === 'zh-CN' && query !== '',
  });
  const found = useFound(useDeferredValue(query.trim()));
  return [
    { title: text('palette.screens'), items: findItems(screens, query, pinyin.data), isData: false },
    { title: text('palette.found'), items: found, isData: true },
    { title: text('palette.actions'), items: findItems(actions, query, pinyin.data), isData: false },
  ].filter(({ items }) => items.length > 0);
}

/** What cannot be looked for, as without network, is not offered; the screens are. */
function useFound(query: string): readonly PaletteItem[] {
  const search = useContext(SearchIn);
  const say = useBilingual();
  const { data = [] } = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => search!(query, { limit, signal }),
    enabled: search !== undefined && query !== '',
    placeholderData: (before) => before,
    retry: false,
  });
  if (query === '') return [];
  return data.map(({ kind, title, detail, href }) => ({
    id: `${kind} ${href}`,
    title: say(title),
    href,
    ...(detail === undefined ? {} : { detail: say(detail) }),
  }));
}
