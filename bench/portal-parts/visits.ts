/** One thing that visitors and robots open, and how many of a hundred do. */
export type Visit = { readonly name: string; readonly share: number; readonly path: (nth: number) => string };

const words = ['海港物流', '科技', 'hgwl', '生物软件', '数据'];
const languages = ['zh', 'en'] as const;

/** What is asked of the public site: mostly entries, each another one. */
export function visitsOf(numbers: readonly string[]): readonly Visit[] {
  const language = (nth: number): string => languages[nth % 3 === 0 ? 1 : 0]!;
  const number = (nth: number): string => numbers[(nth * 7_919) % numbers.length]!;
  return [
    { name: 'entry', share: 65, path: (nth) => `/open/${language(nth)}/cases/${number(nth)}` },
    { name: 'list', share: 15, path: (nth) => `/open/${language(nth)}/cases` },
    {
      name: 'list of a procedure',
      share: 5,
      path: (nth) => `/open/${language(nth)}/cases?kind=park-registration`,
    },
    { name: 'first page', share: 5, path: (nth) => `/open/${language(nth)}` },
    { name: 'feed', share: 5, path: (nth) => `/open/${language(nth)}/cases/feed.atom` },
    {
      ...{ name: 'search', share: 5 },
      path: (nth) => `/open/zh/cases?q=${encodeURIComponent(words[nth % words.length]!)}`,
    },
  ];
}

/** The visit that comes as the n-th: of any hundred in a row each has its share. */
export function visitAt(visits: readonly Visit[], nth: number): Visit {
  let left = (nth * 37) % 100;
  for (const visit of visits) {
    if (left < visit.share) return visit;
    left -= visit.share;
  }
  throw new Error('The shares of visits are no hundred.');
}
