import { type ReactElement, useEffect, useState } from 'react';
import { Button } from '../forms/button.tsx';
import { useLanguage, useText } from '../i18n/hooks.ts';

/** The other language, named in itself. */
export function LanguageSwitch(): ReactElement {
  const { language, choose } = useLanguage();
  const isZh = language === 'zh-CN';
  return (
    <Button variant="quiet" onPress={() => choose(isZh ? 'en' : 'zh-CN')}>
      <span lang={isZh ? 'en' : 'zh-CN'} data-own-name>
        {isZh ? 'English' : '中文'}
      </span>
    </Button>
  );
}

type Theme = 'light' | 'dark';
const storageKey = 'finharbor.theme';

/** Light or dark; without a choice the system's counts. */
export function ThemeSwitch(): ReactElement {
  const text = useText('ui');
  const [theme, setTheme] = useState<Theme>(firstTheme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const other = theme === 'dark' ? 'light' : 'dark';
  const choose = (): void => {
    localStorage.setItem(storageKey, other);
    setTheme(other);
  };
  return (
    <Button variant="quiet" onPress={choose}>
      {text(`theme.${other}`)}
    </Button>
  );
}

function firstTheme(): Theme {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
