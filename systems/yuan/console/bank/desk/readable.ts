/** XML with a line for every element and its depth shown, as people read it. Only for messages that our own reader has taken. */
export function readable(xml: string): string {
  const pieces = xml.replaceAll(/>\s+</g, '><').match(/<[^>]+>[^<]*/g) ?? [];
  const lines: string[] = [];
  let depth = 0;
  let isOpen = false;
  for (const piece of pieces) {
    const isEnd = piece.startsWith('</');
    if (isEnd) depth -= 1;
    const text = piece.trim();
    // An element that holds a value alone stands on one line with it.
    if (isEnd && isOpen) lines[lines.length - 1] += text;
    else lines.push(`${'  '.repeat(Math.max(0, depth))}${text}`);
    isOpen = !isEnd && !piece.startsWith('<?') && !piece.endsWith('/>');
    if (isOpen) depth += 1;
  }
  return lines.join('\n');
}
