import type { PaperLanguage, PaperPart } from './paper.ts';

const headings = { en: ['Item', 'Content'], zh: ['项目', '内容'] } as const;

/** Facts one below the other, each with what it is called: a table whose columns have headings. */
export function paperFacts(
  language: PaperLanguage,
  facts: readonly (readonly [term: string, value: string])[],
): PaperPart {
  const [term, value] = headings[language];
  return { kind: 'table', columns: [{ title: term }, { title: value, share: 3 }], rows: facts };
}
