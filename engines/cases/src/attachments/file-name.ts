import { mediaTypes } from './media-types.ts';

const mostBytes = 200;

/**
 * A file's name that means the same everywhere and hides nothing: no path, nothing that cannot be seen or turns text around, nothing that a
 * shell or a file system reads as more than a name, at most 200 bytes, and the ending of what the file is: `invoice.exe` that is a PDF is
 * `invoice.exe.pdf`.
 */
export function fileName(given: string, type: string): string {
  const seen = given
    .toWellFormed()
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .normalize('NFC');
  const last = seen
    .split(/[/\\]/)
    .at(-1)!
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[:*?"<>|]/g, '_');
  const name = last.replaceAll(/^[. ]+|[. ]+$/g, '');
  const endings = mediaTypes[type] ?? ['bin'];
  const dot = name.lastIndexOf('.');
  const own = name.slice(dot + 1).toLowerCase();
  const isRight = dot > 0 && endings.includes(own);
  const ending = `.${isRight ? own : endings[0]}`;
  const stem = shortened(isRight ? name.slice(0, dot) : name, mostBytes - ending.length);
  // What Windows takes for a device.
  const isDevice = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem);
  return `${isDevice ? '_' : ''}${stem === '' ? 'file' : stem}${ending}`;
}

function shortened(text: string, most: number): string {
  let bytes = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > most) break;
    kept += segment;
  }
  return kept.replaceAll(/[. ]+$/g, '');
}
