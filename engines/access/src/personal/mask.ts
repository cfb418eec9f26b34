/** How a value is shown to who may not see it whole. */
export type MaskName = 'name' | 'login' | 'phone' | 'email' | 'document' | 'address' | 'hidden';

const masks: Readonly<Record<MaskName, (value: string) => string>> = {
  name: (value) => value.replace(/\p{L}+/gu, coveredName),
  login: (value) => ends(value, 1, 1),
  phone: (value) => (value.length < 11 ? ends(value, 2, 2) : ends(value, 3, 4)),
  email: (value) => value.replace(/^(.)[^@]*/u, '$1***'),
  document: (value) => (value.length < 15 ? ends(value, 2, 2) : ends(value, 4, 4)),
  address: (value) => value.replace(/^(\d+\.\d+)\..*$|^([0-9a-f]+:[0-9a-f]*):.*$/i, '$1$2.*'),
  hidden: () => '****',
};

/**
 * A value with its middle covered: 张*伟, 138****5678, 4403**********1234. Leaks its length and the ends shown: of an identity
 * number the province and city, and half of the person's own digits.
 */
export function masked(mask: MaskName, value: string): string {
  return masks[mask](value);
}

/** What a mask makes of a value nobody has. */
export function maskExample(mask: MaskName): string {
  return masked(mask, examples[mask]);
}

const examples: Readonly<Record<MaskName, string>> = {
  name: '张大伟',
  login: 'zhangdw',
  phone: '13800005678',
  email: 'zhang@example.com',
  document: '440300000000001234',
  address: '192.0.2.10',
  hidden: '',
};

/** The first and the last characters; of a text that would stay whole only the first one, if there is another. */
function ends(value: string, first: number, last: number): string {
  const characters = [...value];
  const { length } = characters;
  if (length <= first + last)
    return characters.map((one, at) => (at === 0 && length > 1 ? one : '*')).join('');
  const covered = '*'.repeat(length - first - last);
  return characters.slice(0, first).join('') + covered + characters.slice(length - last).join('');
}

/** 张*伟, 张*; Ye as Y**, which does not tell how long it is. */
function coveredName(word: string): string {
  if (!/^\p{Script=Han}/u.test(word)) return `${[...word][0]}**`;
  return ends(word, 1, [...word].length > 2 ? 1 : 0);
}
