/** The languages a document is printed in. */
export type PaperLanguage = 'en' | 'zh';

/** One column of a table; `share` is its part of the width, 1 where it is left out. */
export type PaperColumn = { readonly title: string; readonly share?: number; readonly align?: 'end' };

/** A piece of a section. Its texts are data: whatever stands in them is printed, and nothing of it is obeyed. */
export type PaperPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly PaperColumn[];
      /** As many cells each as there are columns. */
      readonly rows: readonly (readonly string[])[];
    }
  /** Text that a machine reads, every character of it: keys, proofs. */
  | { readonly kind: 'code'; readonly text: string }
  /** A text as a QR code, and what it is to people who do not see it. */
  | { readonly kind: 'qr'; readonly text: string; readonly alt: string };

/** A part of a document under its own heading. */
export type PaperSection = { readonly title: string; readonly parts: readonly PaperPart[] };

/** A file that travels inside the document. */
export type PaperAttachment = {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  readonly text: string;
};

/** A document as it is to be printed: what it says, in one language, and nothing of how it looks. */
export type Paper = {
  readonly language: PaperLanguage;
  readonly title: string;
  /** Whose process prints it. */
  readonly issuer: string;
  /** The id or the hash it is spoken of by. */
  readonly reference: string;
  readonly printedAtMs: number;
  readonly sections: readonly PaperSection[];
  readonly attachments: readonly PaperAttachment[];
  /** Pages lie on their side, for tables of many columns. */
  readonly isWide: boolean;
};

/**
 * Makes a document's pages: a tagged PDF, the same bytes for the same document. Errors: `paper.busy`, `paper.too_large`,
 * `paper.failed`.
 */
export type Press = { readonly print: (paper: Paper) => Promise<Uint8Array> };
