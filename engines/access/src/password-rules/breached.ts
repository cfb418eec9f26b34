/** Shorter words of the list say nothing about a password of twelve characters and more. */
const shortestWord = 5;
/** So many digits and signs beside a leaked word are one more thing everybody does: `Password2024!`. */
const decorationAtMost = 8;
const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

let words: Promise<ReadonlySet<string>> | undefined;

/**
 * True for a password that stands in the list of passwords leaked most often (of @zxcvbn-ts/language-common; some 40,000), or is one
 * of them with signs for letters or with a few digits and signs around it. The list comes with the program: nothing is asked outside.
 */
export async function isBreached(password: string): Promise<boolean> {
  words ??= load();
  const list = await words;
  const plain = password.normalize('NFKC').toLowerCase();
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const forms = [plain, lettered(plain)];
  if (plain.length - core.length <= decorationAtMost) forms.push(core, lettered(core));
  return forms.some((form) => list.has(form));
}

function lettered(text: string): string {
  return text.replaceAll(/[013457@$]/g, (sign) => leet[sign]!);
}

async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].filter((word) => word.length >= shortestWord));
}
