import type { ReactElement } from 'react';
import { Button } from '../forms/button.tsx';
import { useLanguage, useText } from '../i18n/hooks.ts';
import { useTheme } from './theme.ts';

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

/** The other of light and dark. */
export function ThemeSwitch(): ReactElement {
  const text = useText('ui');
  const [theme, choose] = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <Button variant="quiet" onPress={() => choose(other)}>
      {text(`theme.${other}`)}
    </Button>
  );
}
