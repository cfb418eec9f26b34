import type { HelpTexts } from './help.ts';

const marked = (text: string): string => `⟦${text}⟧`;

/** Help in brackets, as the pseudo-locale has every text. */
export function pseudoHelp(help: HelpTexts): HelpTexts {
  return Object.fromEntries(
    Object.entries(help).map(([path, { purpose, steps, words = [] }]) => [
      path,
      {
        purpose: marked(purpose),
        steps: steps.map(marked),
        words: words.map(([word, meaning]) => [marked(word), marked(meaning)] as const),
      },
    ]),
  );
}
