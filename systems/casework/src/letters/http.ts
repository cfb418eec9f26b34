import type { PaperLanguage } from '@finharbor/kernel';
import { attachment, type Endpoint, endpoint, printed } from '@finharbor/kernel/http';
import type { CaseworkContext } from '../context.ts';
import { personOf, type Seen, seenCase } from '../person.ts';
import { refuse } from '../refusal.ts';
import { getLetter } from './contract.ts';
import { letterPaper, objectionIn } from './paper.ts';
import { type WrittenLetter, writtenLetters } from './read.ts';

/** The endpoint of letters: to whom their event is shown, they are. */
export function letterEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(getLetter, async ({ params: { id, seq }, query: { language }, caller }) => {
      const seen = await seenCase(ctx, id, personOf(caller));
      const [written] = await writtenLetters(ctx.db, seen, seq);
      if (!written)
        return refuse('case.letter_unknown', { en: 'There is no such letter.', zh: '没有该文书。' });
      const { status, body } = await printLetter(ctx, seen, { written, language });
      const name = `${written.letter.title[language]} ${seen.stored.number}.pdf`;
      return { status, headers: { 'content-disposition': attachment(name) }, body };
    }),
  ];
}

/** Sets a letter. Errors: those of the press. */
export async function printLetter(
  ctx: CaseworkContext,
  { spec: now, stored: { number, state } }: Seen,
  { written, language }: { readonly written: WrittenLetter; readonly language: PaperLanguage },
): ReturnType<typeof printed> {
  const { printer, cases } = ctx;
  const applicant = await ctx.personOf(state.applicant.account);
  // As far as the version is still here that it was written under: what a later one calls otherwise changes no letter.
  const spec =
    cases.procedures.find(({ name, version }) => name === now.name && version === written.version) ?? now;
  const published = spec.steps[written.step]?.objection ? state.published : null;
  const draft = letterPaper(written, {
    ...{ language, number, spec, office: printer.issuer, calendar: cases.calendar },
    to: applicant?.name ?? state.applicant.party,
    objection: objectionIn(published, cases.procedures),
  });
  return printed(printer, draft);
}
