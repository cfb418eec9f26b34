import { type Option, useLanguage } from '@finharbor/ui';
import { usePartyName } from '../parties/names.ts';

/** The parties that occur in a list, each once, by their names. */
export function usePartyOptions(): (parties: Iterable<string>) => readonly Option[] {
  const nameOf = usePartyName();
  const { language } = useLanguage();
  const order = new Intl.Collator(language === 'zh-CN' ? 'zh-CN' : 'en');
  return (parties) =>
    [...new Set(parties)]
      .map((id) => ({ id, label: nameOf(id) }))
      .toSorted((a, b) => order.compare(a.label, b.label));
}
