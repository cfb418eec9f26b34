import type { Bilingual } from '@finharbor/kernel/contract';
import type { Drawable } from './drawable.ts';
import { lineHeight, sceneOf, type Words, widthOf } from './scene.ts';

/** Colours of a page that names them so, or of paper. */
const ink = { line: '#5b6472', text: '#1b2330', quiet: '#5b6472', box: '#ffffff', end: '#eef1f5' };

/**
 * A procedure as an SVG that stands alone: states as boxes, the end of a case shaded, a panel with a double line; steps as arrows with who
 * takes them, those of the clock dashed. Its texts are text.
 */
export function drawProcedure(drawable: Drawable, language: keyof Bilingual): string {
  const { width, height, boxes, arrows, notes } = sceneOf(drawable, language);
  const wide = Math.max(width, ...notes.map((note) => widthOf(note) + 32));
  const tall = height + notes.length * lineHeight + (notes.length > 0 ? 12 : 0);
  const title = escaped(drawable.title[language]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${tall}" width="${wide}" height="${tall}" role="img" font-family="system-ui, 'Noto Sans CJK SC', sans-serif" font-size="14">`,
    `<title>${title}</title>`,
    `<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="${ink.line}"/></marker></defs>`,
    `<rect width="${wide}" height="${tall}" fill="${ink.box}"/>`,
    ...arrows.map(
      ({ path, isClock }) =>
        `<path d="M${path.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}" fill="none" stroke="${ink.line}"${isClock ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#tip)"/>`,
    ),
    ...boxes.map(({ at, width: w, height: h, kind, lines }) => {
      const [x, y] = [round(at.x - w / 2), round(at.y - h / 2)];
      const frame = `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${kind === 'start' ? h / 2 : 6}" fill="${kind === 'end' ? ink.end : ink.box}" stroke="${ink.text}"/>`;
      const inner =
        kind === 'panel'
          ? `<rect x="${x + 3}" y="${y + 3}" width="${w - 6}" height="${h - 6}" rx="4" fill="none" stroke="${ink.line}"/>`
          : '';
      return frame + inner + textOf({ at, lines }, ink.text);
    }),
    ...arrows.map(({ label }) => backed(label)),
    ...notes.map(
      (note, nth) =>
        `<text x="16" y="${height + 12 + nth * lineHeight}" fill="${ink.quiet}">${escaped(note)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

/** A label on its arrow: what is under it does not shine through. */
function backed(label: Words): string {
  const width = Math.max(...label.lines.map(widthOf)) + 6;
  const height = label.lines.length * lineHeight;
  const { x, y } = label.at;
  return `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}" fill="${ink.box}" fill-opacity="0.9"/>${textOf(label, ink.quiet)}`;
}

function textOf({ at: { x, y }, lines }: Words, fill: string): string {
  const top = y - ((lines.length - 1) * lineHeight) / 2;
  return lines
    .map(
      (line, nth) =>
        `<text x="${round(x)}" y="${round(top + nth * lineHeight)}" text-anchor="middle" dominant-baseline="central" fill="${fill}">${escaped(line)}</text>`,
    )
    .join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
