import { type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useLanguage, useText } from '../../i18n/hooks.ts';
import type { Language } from '../../i18n/i18n.ts';
import { Icon } from '../../icons/icon.tsx';
import { type Display, displays, useDisplay } from './display.ts';

/** A button that opens what can be chosen of how the page looks: language, theme, size of type, contrast. */
export function DisplayMenu(): ReactElement {
  const text = useText('ui');
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeOutside = ({ target }: Event): void => {
      if (!box.current?.contains(target as Node)) box.current?.removeAttribute('open');
    };
    addEventListener('pointerdown', closeOutside);
    addEventListener('focusin', closeOutside);
    return () => {
      removeEventListener('pointerdown', closeOutside);
      removeEventListener('focusin', closeOutside);
    };
  }, []);
  return (
    <details
      ref={box}
      className="relative max-sm:w-full"
      data-tour="display"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !box.current?.open) return;
        event.stopPropagation();
        box.current.removeAttribute('open');
        box.current.querySelector('summary')?.focus();
      }}
    >
      <summary className="inline-flex min-h-9 cursor-pointer list-none items-center gap-2 rounded-md px-2.5 py-1.5 font-medium text-accent text-sm hover:bg-accent-soft pointer-coarse:min-h-11">
        <Icon name="display" />
        {text('display.title')}
      </summary>
      <div className="paper z-30 rounded-lg border-line bg-surface px-4 pt-3 pb-1 sm:absolute sm:end-0 sm:top-full sm:w-80 sm:max-w-[90vw] sm:border sm:shadow-lg">
        <DisplayPanel />
      </div>
    </details>
  );
}

/** What can be chosen of how the page looks. Languages are named in themselves. */
export function DisplayPanel(): ReactElement {
  const text = useText('ui');
  const { language, choose: speak } = useLanguage();
  const [display, choose] = useDisplay();
  // The texts of another language take a moment; what was ticked is ticked at once.
  const [wanted, want] = useState<Language>();
  const chooseLanguage = async (to: Language): Promise<void> => {
    want(to);
    await speak(to);
    want(undefined);
  };
  return (
    <>
      <Choice
        title={text('display.language')}
        options={[
          {
            id: 'zh-CN',
            label: (
              <span lang="zh-CN" data-own-name>
                中文
              </span>
            ),
          },
          {
            id: 'en',
            label: (
              <span lang="en" data-own-name>
                English
              </span>
            ),
          },
        ]}
        chosen={wanted ?? language}
        onChoose={(id) => void chooseLanguage(id as Language)}
      />
      {(Object.keys(displays) as (keyof Display)[]).map((part) => (
        <Choice
          key={part}
          title={text(`display.${part}`)}
          options={displays[part].map((id) => ({ id, label: text(`display.${id}`) }))}
          chosen={display[part]}
          onChoose={(id) => choose(part, id)}
        />
      ))}
    </>
  );
}

type ChoiceProps = {
  readonly title: string;
  readonly options: readonly { readonly id: string; readonly label: ReactNode }[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
};

function Choice({ title, options, chosen, onChoose }: ChoiceProps): ReactElement {
  const name = useId();
  return (
    <fieldset className="mb-3">
      <legend className="mb-1 text-quiet text-sm">{title}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {options.map(({ id, label }) => (
          <label
            key={id}
            className="inline-flex min-h-7 cursor-pointer items-center gap-2 text-sm pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name={name}
              className="size-5 accent-accent"
              checked={id === chosen}
              onChange={() => onChoose(id)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
