import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Paper, PaperPart } from '@finharbor/kernel';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import encodeQR from 'qr';
import { type Glyphs, glyphsOf, printable } from './glyphs.ts';

const typeface = 'Noto Sans S Chinese';
const workspace = fileURLToPath(new URL('../template/', import.meta.url));

const words = {
  en: { lang: 'en', region: 'GB', page: 'Page {page} of {pages}', printed: 'Printed {at} by {issuer}' },
  zh: { lang: 'zh', region: 'CN', page: '第 {page} 页 共 {pages} 页', printed: '{issuer}打印于 {at}' },
} as const;

/** What a document is set from: the paper, and its instant as it is to be read. */
export type Manuscript = { readonly paper: Paper; readonly printedAt: string };

/**
 * A typesetter on the typefaces that are installed with this package, so that every machine makes the same bytes. It reads the template
 * and nothing else; what a document says goes in as data. Throws where a document cannot be set.
 */
export function typesetter(): (manuscript: Manuscript) => Uint8Array {
  const glyphs = glyphsOf(fontFile('Regular'));
  const typst = compiler();
  return (manuscript) => {
    const result = typst.compile({
      mainFilePath: join(workspace, 'paper.typ'),
      inputs: { paper: JSON.stringify(inputOf(manuscript, glyphs)) },
    });
    const document = result.result;
    if (!document)
      throw new Error(
        `The template does not compile: ${diagnosticsOf(result.takeError()?.shortDiagnostics)}`,
      );
    const pdf = typst.pdf(document, { pdfStandard: PdfStandard.UA_1 });
    // Nothing of one document stays for the next: it may be another person's.
    typst.evictCache(0);
    return new Uint8Array(pdf);
  };
}

/** The compiler on the template's folder, beyond which it reads nothing, and on the typefaces. */
export function compiler(): NodeCompiler {
  return NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: [fontFile('Regular'), fontFile('Bold')] }],
  });
}

function fontFile(weight: string): Buffer {
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  return readFileSync(join(entry, '..', '..', 'fonts', `NotoSansHans-${weight}.otf`));
}

function diagnosticsOf(found: readonly { readonly message?: unknown }[] = []): string {
  return found.map(({ message }) => String(message)).join('; ');
}

function inputOf({ paper, printedAt }: Manuscript, glyphs: Glyphs): object {
  const print = (text: string): string => printable(text, glyphs);
  const { lang, region, page, printed } = words[paper.language];
  const issuer = print(paper.issuer);
  return {
    typeface,
    lang,
    region,
    page,
    title: print(paper.title),
    issuer,
    reference: print(paper.reference),
    printed: instantParts(paper.printedAtMs),
    printedAt: printed.replace('{at}', printedAt).replace('{issuer}', () => issuer),
    sections: paper.sections.map(({ title, parts }) => ({
      title: print(title),
      parts: parts.map((part) => partOf(part, print)),
    })),
    attachments: paper.attachments,
    isWide: paper.isWide,
  };
}

function partOf(part: PaperPart, print: (text: string) => string): object {
  switch (part.kind) {
    case 'text':
    case 'code':
      return { kind: part.kind, text: print(part.text) };
    case 'list':
      return { kind: part.kind, items: part.items.map(print) };
    case 'qr':
      return { kind: part.kind, svg: encodeQR(part.text, 'svg', { border: 4 }), alt: print(part.alt) };
    case 'table':
      return {
        kind: part.kind,
        columns: part.columns.map(({ title, share = 1, align }) => ({
          title: print(title),
          share,
          end: align === 'end',
        })),
        rows: part.rows.map((row) => row.map(print)),
      };
  }
}

/** The date a PDF states of itself is in UTC. */
function instantParts(atMs: number): Readonly<Record<string, number>> {
  const { year, month, day, hour, minute, second } =
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO('UTC');
  return { year, month, day, hour, minute, second };
}
