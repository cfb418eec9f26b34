import { type Context, createContext, useContext } from 'react';
import type { I18n } from './i18n.ts';

/** The languages of the page below. */
export const Languages: Context<I18n | undefined> = createContext<I18n | undefined>(undefined);

/** The languages of the page. */
export function useI18n(): I18n {
  const found = useContext(Languages);
  if (!found) throw new Error('A text stands outside of Languages.');
  return found;
}
