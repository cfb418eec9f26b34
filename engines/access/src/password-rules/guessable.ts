const rows = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
] as const;
const shortestRun = 4;
/** Pinyin and numbers read as words that lists of Chinese passwords are full of, and what everybody thinks of at work. */
const commons = [
  'woaini',
  'aini',
  'nihao',
  'mima',
  'wode',
  'zhongguo',
  'beijing',
  'shanghai',
  'shenzhen',
  'baobei',
  'laopo',
  'laogong',
  'woshi',
  'zhangsan',
  'lisi',
  'yinhang',
  'jinrong',
  '5201314',
  '1314520',
  '520520',
  '888888',
  'password',
  'passwort',
  'welcome',
  'letmein',
  'admin',
];
const leftAtLeast = 6;
const shortestName = 3;

/**
 * True where little of a password is left once its runs of the keyboard or alphabet (of four and more, either way), repeated
 * characters, common pinyin and the given names have been taken out: what remains is what somebody would have to guess.
 */
export function isGuessable(password: string, names: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const known = [...names.flatMap(partsOf), ...commons].toSorted((a, b) => b.length - a.length);
  const withoutWords = known.reduce((left, word) => left.replaceAll(word, ' '), plain);
  const left = withoutRuns(withoutWords.replaceAll(/(.)\1{2,}/gu, ' ')).replaceAll(/[\s\p{P}\p{S}]/gu, '');
  return [...left].length < leftAtLeast;
}

/** A name and its words: of `City Bank 市银行` each of the three. A word of two letters would stand in half of all sentences. */
function partsOf(name: string): readonly string[] {
  const plain = name.normalize('NFKC').toLowerCase();
  return [plain, ...plain.split(/[\s.,:;_@/()（）-]+/u)].filter(
    (part) => part.length >= (/\p{Script=Han}/u.test(part) ? 2 : shortestName),
  );
}

function withoutRuns(text: string): string {
  let left = '';
  for (let at = 0; at < text.length; ) {
    const length = runAt(text, at);
    left += length >= shortestRun ? ' ' : text[at];
    at += length >= shortestRun ? length : 1;
  }
  return left;
}

/** How many characters from here on stand side by side in one of the rows, forwards or backwards. */
function runAt(text: string, at: number): number {
  const lengths = [...rows, ...rows.map((row) => [...row].reverse().join(''))].map((row) => {
    let length = 0;
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1;
    return length;
  });
  return Math.max(...lengths);
}
