import type { Clock } from '../clock.ts';
import { attachment } from '../http/attachment.ts';
import type { Bilingual } from '../http/route.ts';
import type { Paper, Press } from './paper.ts';

/** A process as its documents name it, and the press it prints them on. */
export type Printer = { readonly issuer: Bilingual; readonly clock: Clock; readonly press: Press };

/** A document before it is known who prints it, and when. */
export type PaperDraft = Pick<Paper, 'language' | 'title' | 'reference' | 'sections'> &
  Partial<Pick<Paper, 'attachments' | 'isWide'>>;

/** The answer of a document's route. */
export type PrintedReply = {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** Prints a document and answers with it as a file, named by its title and its reference. Errors: those of the press. */
export async function printed({ issuer, clock, press }: Printer, draft: PaperDraft): Promise<PrintedReply> {
  const { language, title, reference } = draft;
  const paper = {
    attachments: [],
    isWide: false,
    ...draft,
    issuer: issuer[language],
    printedAtMs: clock.nowMs(),
  };
  const body = await press.print(paper);
  const name = `${title} ${reference.slice(0, 12)}.pdf`;
  return { status: 200, headers: { 'content-disposition': attachment(name) }, body };
}
