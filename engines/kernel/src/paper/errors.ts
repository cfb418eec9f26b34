import type { ErrorTable } from '../http/problem.ts';

/** Error codes of documents on paper. */
export const paperErrors: ErrorTable = {
  'paper.too_large': entry(
    413,
    'That is more than one document holds; ask for less',
    '内容超出单份文件的上限，请缩小范围',
  ),
  'paper.failed': entry(500, 'The document could not be made', '文件生成失败'),
  'paper.busy': entry(503, 'Many documents are being made; try again', '正在生成的文件较多，请稍后再试'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
