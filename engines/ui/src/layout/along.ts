import { useLanguage } from '../i18n/hooks.ts';
import { useDisplay } from './display/display.ts';

/** Makes an address at another process of the harbor bear the language and the looks chosen here. */
export function useAlong(): (address: string) => string {
  const { language } = useLanguage();
  const [display] = useDisplay();
  return (address) => {
    const url = new URL(address, location.href);
    for (const [name, value] of Object.entries({ language, ...display })) url.searchParams.set(name, value);
    return url.href;
  };
}
