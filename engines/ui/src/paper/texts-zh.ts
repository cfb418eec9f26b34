import type { texts as english } from './texts-en.ts';

/** 将文件存为 PDF 时的文字。 */
export const texts: typeof english = {
  save: '另存为 PDF',
  saveNamed: '将证明存为 PDF（{{name}}）',
  making: '正在生成文件……',
  stop: '取消',
};
