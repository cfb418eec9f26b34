import { type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import { classes } from '../classes.ts';
import { useText } from '../i18n/hooks.ts';
import { box, type Common, RequiredMark, useFault, useFieldId } from './field.tsx';
import type { Option } from './option.ts';

/** An option that is found by more than its label: a code, the initials of its pinyin. */
export type FoundOption<Id extends string = string> = Option<Id> & { readonly keywords?: string };

type ComboProps<Id extends string> = Common & {
  readonly options: readonly FoundOption<Id>[];
  readonly selected: Id | undefined;
  readonly onChange: (id: Id | undefined) => void;
  readonly placeholder?: string;
};

/**
 * A choice of one among many, found by typing: the combobox pattern of the ARIA guide, with its list beside the box. (React Aria's own
 * hides the rest of the page from assistive technology while the list is open, but leaves it in the order of the Tab key.)
 */
export function ComboBox<Id extends string>(props: ComboProps<Id>): ReactElement {
  const { label, description, isRequired, isDisabled = false, placeholder, name } = props;
  const text = useText('ui');
  const fault = useFault(props);
  const ownId = useId();
  const id = useFieldId(name) ?? ownId;
  const combo = useCombo(props);
  const { isOpen, found, at } = combo;
  return (
    <div className="relative mb-4 max-w-xl">
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
        {isRequired && <RequiredMark />}
      </label>
      <input
        id={id}
        name={name}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[at] ? `${id}-${at}` : undefined}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-more`}
        autoComplete="off"
        required={isRequired}
        disabled={isDisabled}
        placeholder={placeholder}
        className={box}
        value={combo.typed}
        onChange={(event) => combo.type(event.target.value)}
        onClick={combo.open}
        onKeyDown={combo.onKeyDown}
        onBlur={combo.close}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        hidden={!isOpen || found.length === 0}
        className="absolute z-30 mt-1 max-h-72 w-full overflow-auto rounded-lg border border-line bg-raised py-1 text-sm shadow-lg"
      >
        {found.map((option, index) => (
          <Line
            key={option.id}
            id={`${id}-${index}`}
            option={option}
            isActive={index === at}
            isSelected={option.id === props.selected}
            onChoose={() => combo.choose(option)}
          />
        ))}
      </div>
      <p role="status" className={found.length > 0 ? 'sr-only' : 'mt-1 text-quiet text-sm'}>
        {isOpen && text('combo.found', { n: found.length })}
      </p>
      <div id={`${id}-more`}>
        {description !== undefined && <p className="mt-1 text-quiet text-sm">{description}</p>}
        {fault !== undefined && <p className="mt-1 text-bad text-sm">{fault}</p>}
      </div>
    </div>
  );
}

type LineProps = {
  readonly id: string;
  readonly option: Option;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onChoose: () => void;
};

function Line({ id, option, isActive, isSelected, onChoose }: LineProps): ReactElement {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: and takes the keys
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      className={classes(
        'cursor-pointer px-3 py-1.5 hover:bg-accent-soft pointer-coarse:py-3',
        isActive && 'bg-accent-soft',
        isSelected && 'font-semibold',
      )}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {option.label}
      {option.description !== undefined && (
        <span className="block font-normal text-quiet text-xs">{option.description}</span>
      )}
    </div>
  );
}

type Combo<Id extends string> = {
  readonly typed: string;
  readonly isOpen: boolean;
  readonly found: readonly FoundOption<Id>[];
  /** The option that Enter takes; -1 where none is. */
  readonly at: number;
  readonly type: (text: string) => void;
  readonly open: () => void;
  readonly choose: (option: FoundOption<Id> | undefined) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly close: () => void;
};

/** `query` is what is being typed; without it the box shows the choice. */
function useCombo<Id extends string>(props: ComboProps<Id>): Combo<Id> {
  const { options, selected, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState<string>();
  const [at, setAt] = useState(-1);
  const found = query === undefined ? options : options.filter((option) => isFound(option, query));
  const close = (): void => {
    setOpen(false);
    setQuery(undefined);
    setAt(-1);
  };
  const open = (): void => {
    if (isOpen) return;
    setOpen(true);
    setAt(options.findIndex((option) => option.id === selected));
  };
  const choose = (option: FoundOption<Id> | undefined): void => {
    if (option) onChange(option.id);
    close();
  };
  const move = (by: 1 | -1): void => {
    const end = by === 1 ? 0 : found.length - 1;
    if (isOpen) setAt(at < 0 ? end : (at + by + found.length) % found.length);
    else open();
  };
  const keys: Readonly<Record<string, (() => void) | undefined>> = {
    // biome-ignore lint/correctness/noComponentHookFactories: the name of a key, not of a component
    ArrowDown: () => move(1),
    // biome-ignore lint/correctness/noComponentHookFactories: the name of a key, not of a component
    ArrowUp: () => move(-1),
    Enter: isOpen ? () => choose(found[at]) : undefined,
    Escape: isOpen ? close : undefined,
  };
  return {
    typed: query ?? options.find((option) => option.id === selected)?.label ?? '',
    isOpen,
    found,
    at,
    open,
    close,
    choose,
    type(text) {
      setQuery(text);
      setOpen(true);
      setAt(text === '' ? -1 : 0);
      if (text === '') onChange(undefined);
    },
    onKeyDown(event) {
      const act = event.nativeEvent.isComposing ? undefined : keys[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
  };
}

function isFound({ label, description = '', keywords = '' }: FoundOption, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${label} ${description} ${keywords}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
