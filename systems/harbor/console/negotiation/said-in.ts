const han = /\p{Script=Han}/u;

/** The sentences of a reason that are in the reader's language; all of them where they are in one language alone. */
export function saidIn(language: 'en' | 'zh', said: readonly string[]): readonly string[] {
  const own = said.filter((sentence) => han.test(sentence) === (language === 'zh'));
  return own.length > 0 ? own : said;
}
