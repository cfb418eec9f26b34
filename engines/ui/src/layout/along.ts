import { useLanguage } from '../i18n/hooks.ts';
import { useTheme } from './theme.ts';

/** Makes an address at another process of the harbor bear the language and the theme chosen here. */
export function useAlong(): (address: string) => string {
  const { language } = useLanguage();
  const [theme] = useTheme();
  return (address) => {
    const url = new URL(address, location.href);
    url.searchParams.set('language', language);
    url.searchParams.set('theme', theme);
    return url.href;
  };
}
