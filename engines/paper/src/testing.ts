import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** One tag of a page and what stands under it, in reading order. */
export type ReadTag = {
  readonly role: string;
  readonly alt: string | undefined;
  /** All text under it. */
  readonly text: string;
  readonly children: readonly ReadTag[];
};

/** A PDF as a program reads it that knows nothing of how it was made. */
export type ReadPdf = {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly createdAt: string;
  readonly isTagged: boolean;
  /** The PDF/UA part that it says it conforms to. */
  readonly pdfUa: string | undefined;
  /** The text of each page, in the order of its content. */
  readonly pages: readonly string[];
  /** The tags of all pages, page by page: of a table that goes on, each page has its part. */
  readonly tags: readonly ReadTag[];
  readonly attachments: ReadonlyMap<string, string>;
};

/** Reads a PDF with pdf.js. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await loading.promise;
  try {
    const { info, metadata } = await document.getMetadata();
    const facts = info as Readonly<Record<string, string | undefined>>;
    const pages: string[] = [];
    const tags: ReadTag[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
      const tree = await page.getStructTree();
      if (tree) tags.push(tagOf(tree as Node, textsById(items as readonly Item[])));
    }
    const marks = (await document.getMarkInfo()) as ReadonlyMap<string, boolean> | null;
    return {
      title: facts.Title ?? '',
      author: facts.Author ?? '',
      language: facts.Language ?? '',
      createdAt: facts.CreationDate ?? '',
      isTagged: marks?.get('Marked') ?? false,
      pdfUa: (metadata?.get('pdfuaid:part') as string | undefined) ?? undefined,
      pages,
      tags,
      attachments: await attachmentsOf(document),
    };
  } finally {
    await loading.destroy();
  }
}

/** Every tag of a role, at whatever depth, in reading order. */
export function tagsOf({ tags }: ReadPdf, role: string): readonly ReadTag[] {
  const below = (tag: ReadTag): readonly ReadTag[] => [
    ...(tag.role === role ? [tag] : []),
    ...tag.children.flatMap(below),
  ];
  return tags.flatMap(below);
}

type Item = { readonly str?: string; readonly type?: string; readonly id?: string };
type Node = {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
};

/** The text of each piece of marked content, by the id tags point at it with. */
function textsById(items: readonly Item[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const open: (string | undefined)[] = [];
  for (const { type, id, str } of items) {
    if (type?.startsWith('beginMarkedContent')) open.push(id);
    else if (type === 'endMarkedContent') open.pop();
    const inside = open.findLast((found) => found !== undefined);
    if (str !== undefined && inside !== undefined) texts.set(inside, (texts.get(inside) ?? '') + str);
  }
  return texts;
}

async function attachmentsOf(document: PDFDocumentProxy): Promise<ReadonlyMap<string, string>> {
  const names = [...((await document.getAttachments()) ?? new Map<string, object>()).keys()];
  const read = names.map(async (name) => {
    const content = (await document.getAttachmentContent(name)) as unknown as Uint8Array;
    return [name, new TextDecoder().decode(content)] as const;
  });
  return new Map(await Promise.all(read));
}

function tagOf(node: Node, texts: ReadonlyMap<string, string>): ReadTag {
  const read = (one: Node): string =>
    one.type === 'content' ? (texts.get(one.id ?? '') ?? '') : (one.children ?? []).map(read).join('');
  return {
    role: node.role ?? '',
    alt: node.alt,
    // Between pieces that stand apart pdf.js puts a space that is nowhere in the document.
    text: read(node).trim(),
    children: (node.children ?? [])
      .filter((child) => child.role !== undefined && isHere(child))
      .map((child) => tagOf(child, texts)),
  };
}

/** A tag that spans pages is given with each of them, and all of its parts with it. */
function isHere({ role, type, children = [] }: Node): boolean {
  return (
    type === 'content' ||
    (role !== undefined && children.some((child) => child.type === 'content' || isHere(child)))
  );
}
