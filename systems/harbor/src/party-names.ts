import type { NodeContext } from './context.ts';
import type { Bilingual } from './documents.ts';

/** What a party is called, in both languages. */
export type NameOf = (party: string) => Bilingual;

/** The names of the parties that a node has verified and pinned, and its own; no two are the same, and who is not known keeps the short one. */
export async function partyNames({ party, name, store }: NodeContext): Promise<NameOf> {
  const known = new Map([...(await store.peers.list()), { party, name }].map((one) => [one.party, one.name]));
  const count = (language: keyof Bilingual): Map<string, number> =>
    [...known.values()].reduce(
      (all, { [language]: text }) => all.set(text, (all.get(text) ?? 0) + 1),
      new Map<string, number>(),
    );
  const times = { en: count('en'), zh: count('zh') };
  const distinct = (id: string, language: keyof Bilingual): string => {
    const text = known.get(id)?.[language];
    if (text === undefined) return id;
    return times[language].get(text) === 1 ? text : `${text} (${id})`;
  };
  return (id) => ({ en: distinct(id, 'en'), zh: distinct(id, 'zh') });
}
