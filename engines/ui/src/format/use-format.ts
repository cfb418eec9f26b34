import { useMemo } from 'react';
import { useLanguage } from '../i18n/hooks.ts';
import { type Formats, formatsOf } from './format.ts';

/** The formats of the chosen language. */
export function useFormat(): Formats {
  const { language } = useLanguage();
  return useMemo(() => formatsOf(language === 'zh-CN' ? 'zh-CN' : 'en'), [language]);
}
