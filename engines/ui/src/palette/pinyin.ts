import { pinyin } from 'pinyin-pro';

/** A text's pinyin without tones, in full and by initials; a dictionary knows that 银行 is yin hang. */
export function pinyinOf(text: string): { readonly full: string; readonly initials: string } {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  return {
    full: syllables.join('').toLowerCase(),
    initials: syllables
      .map((syllable) => syllable[0] ?? '')
      .join('')
      .toLowerCase(),
  };
}
