import { attachFile, type Done, detachFile } from '@finharbor/cases';
import { attachment, type Endpoint, endpoint } from '@finharbor/kernel/http';
import { sql } from 'kysely';
import type { CaseworkContext } from '../context.ts';
import { notYours } from '../one/act.ts';
import { type CaseView, caseView, mayWrite } from '../one/view.ts';
import { personOf, type Seen, seenAs, seenCase } from '../person.ts';
import { noCase, problemOf, refuse } from '../refusal.ts';
import * as routes from './contract.ts';

// Whatever it is, no browser shows it as a page of ours, and nothing in it runs.
const inert = { 'content-security-policy': "sandbox; default-src 'none'" };

/** The endpoints of the files of cases. */
export function fileEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(routes.postFile, async ({ params: { id, document }, query: { name }, body, caller }) => {
      const seen = await writable(ctx, id, personOf(caller));
      const { size, bytes } = body;
      const attaching = { by: seen.by, document, name, size, most: routes.postFile.maxBodyBytes!, bytes };
      return { status: 201, body: await shown(ctx, seen, await attachFile(ctx, seen.stored, attaching)) };
    }),
    endpoint(routes.deleteFile, async ({ params: { id, document, sha256 }, caller }) => {
      const seen = await writable(ctx, id, personOf(caller));
      const done = await detachFile(ctx, { id, by: seen.by, document, sha256 });
      return { status: 200, body: await shown(ctx, seen, done) };
    }),
    endpoint(routes.getFile, async ({ params: { id, document, sha256 }, caller }) => {
      const name = await nameOf(ctx, await seenCase(ctx, id, personOf(caller)), { document, sha256 });
      const body = name === undefined ? undefined : await ctx.files.read(id, sha256);
      if (name === undefined || !body)
        return refuse('case.file_unknown', { en: 'There is no such file.', zh: '没有这个文件。' });
      return { status: 200, headers: { ...inert, 'content-disposition': attachment(name) }, body };
    }),
  ];
}

type OfDocument = { readonly document: string; readonly sha256: string };

/** What a file is called, where it is for somebody's eyes: a document's to all with the case, one that was taken away to the office. */
async function nameOf(
  ctx: CaseworkContext,
  { stored: { id, state }, standing }: Seen,
  { document, sha256 }: OfDocument,
): Promise<string | undefined> {
  const files = Object.hasOwn(state.documents, document) ? state.documents[document]! : [];
  const file = files.find((one) => one.sha256 === sha256);
  if (file || standing !== 'office') return file?.name;
  const { rows } = await sql<{ readonly name: string }>`
    select body -> 'file' ->> 'name' as name from case_event
    where case_id = ${id} and body ->> 'type' = 'attached' and body ->> 'document' = ${document}
      and body -> 'file' ->> 'sha256' = ${sha256}
    order by seq desc limit 1`.execute(ctx.db);
  return rows[0]?.name;
}

async function writable(ctx: CaseworkContext, id: string, by: Seen['by']): Promise<Seen> {
  const seen = await seenCase(ctx, id, by);
  return mayWrite(seen) ? seen : notYours();
}

async function shown(ctx: CaseworkContext, { by }: Seen, done: Done): Promise<CaseView> {
  if (done.kind === 'refused') throw problemOf(done);
  return caseView(ctx, seenAs(ctx, done.case, by) ?? noCase());
}
