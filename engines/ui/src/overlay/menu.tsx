import type { ReactElement } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Header,
  MenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components';
import { classes } from '../classes.ts';
import { Button, type ButtonVariant } from '../forms/button.tsx';
import { Icon, type IconName } from '../icons/icon.tsx';

/** One line of a menu; with an address it leads there. */
export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly href?: string;
  readonly isDisabled?: boolean;
  /** Something is lost by it. */
  readonly isDanger?: boolean;
};

type Acts = {
  readonly title?: string;
  readonly items: readonly MenuItem[];
  readonly onAct: (id: string) => void;
};
type Choices = {
  readonly title: string;
  readonly items: readonly MenuItem[];
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
  /** Any number of them; otherwise exactly one. */
  readonly isMany?: boolean;
};

/** A group of a menu: things to do, or things to choose, for which the menu stays open. */
export type MenuPart = Acts | Choices;

/** A button that opens a menu. Where it has an icon, that alone stands for it on a phone. */
export function Menu({
  label,
  parts,
  icon,
  variant = 'quiet',
  isDisabled = false,
}: {
  readonly label: string;
  readonly parts: readonly MenuPart[];
  readonly icon?: IconName;
  readonly variant?: ButtonVariant;
  readonly isDisabled?: boolean;
}): ReactElement {
  return (
    <MenuTrigger>
      <Button variant={variant} isDisabled={isDisabled}>
        {icon && <Icon name={icon} />}
        <span className={classes(icon && 'max-sm:sr-only')}>{label}</span>
        <Icon name="down" />
      </Button>
      <Popover
        placement="bottom end"
        className="min-w-48 max-w-80 overflow-auto rounded-lg border border-line bg-raised py-1 text-sm shadow-lg"
      >
        <AriaMenu className="outline-none">
          {parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a menu keep their places
            <Part key={at} part={part} />
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Part({ part }: { readonly part: MenuPart }): ReactElement {
  const choices = 'chosen' in part ? part : undefined;
  return (
    <MenuSection
      className="border-line border-t py-1 first:border-t-0"
      {...(part.title === undefined ? { 'aria-label': part.items[0]?.label ?? '' } : {})}
      {...(choices && {
        selectionMode: choices.isMany ? 'multiple' : 'single',
        disallowEmptySelection: !choices.isMany,
        selectedKeys: [...choices.chosen],
        onSelectionChange: (keys: 'all' | Set<string | number>) =>
          choices.onChoose(choices.items.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(id))),
        shouldCloseOnSelect: false,
      })}
    >
      {part.title !== undefined && <Header className="px-3 py-1 text-quiet text-xs">{part.title}</Header>}
      {part.items.map((item) => (
        <Line key={item.id} item={item} onAct={'onAct' in part ? part.onAct : undefined} />
      ))}
    </MenuSection>
  );
}

type LineProps = { readonly item: MenuItem; readonly onAct: ((id: string) => void) | undefined };

function Line({ item, onAct }: LineProps): ReactElement {
  const { id, label, description, href, isDisabled = false, isDanger = false } = item;
  return (
    <AriaMenuItem
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      {...(href === undefined ? {} : { href })}
      {...(onAct ? { onAction: () => onAct(id) } : {})}
      className={classes(
        'flex min-h-8 cursor-pointer items-start gap-2 px-3 py-1.5 outline-none data-focused:bg-accent-soft data-disabled:cursor-not-allowed data-disabled:text-edge pointer-coarse:min-h-11 pointer-coarse:items-center',
        isDanger && 'text-bad',
      )}
    >
      {({ selectionMode, isSelected }) => (
        <>
          {selectionMode !== 'none' && (
            <span className="grid size-5 shrink-0 place-items-center text-accent">
              {isSelected && <Icon name="check" />}
            </span>
          )}
          <span>
            {label}
            {description !== undefined && <span className="block text-quiet text-xs">{description}</span>}
          </span>
        </>
      )}
    </AriaMenuItem>
  );
}
