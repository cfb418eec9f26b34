import { type DocumentBody, signDocument } from '@finharbor/access';
import { extractOf, type StoredLink } from '@finharbor/cases';
import type { FileStream } from '@finharbor/kernel/http';
import { sql } from 'kysely';
import type { CaseworkContext } from '../context.ts';
import { printLetter } from '../letters/http.ts';
import { writtenLetters } from '../letters/read.ts';
import { forEyesOf } from '../one/seen.ts';
import { caseView } from '../one/view.ts';
import { namesOf, type Seen } from '../person.ts';
import { refuse } from '../refusal.ts';
import { archiveType, hexOf, type Manifest, wireEvent } from './form.ts';
import { readMe } from './read-me.ts';
import { type ArchivedFile, fileOfBytes, fits, type Packed, packed } from './zip.ts';

/**
 * A whole case as its reader may see it, as a ZIP that is made while it is read. Last in it is a list of all other files with their
 * hashes, signed by the process's party. Letters are set first: where the press refuses, nothing has been sent yet; nor where all of it is
 * more than a ZIP holds. Errors: those of the press, `case.export_large`.
 */
export async function caseArchive(ctx: CaseworkContext, seen: Seen): Promise<FileStream> {
  const links = await linksFor(ctx, seen);
  const whole = await caseFile(ctx, seen, links);
  const letters = await letterFiles(ctx, seen);
  const events = jsonFile('events.json', links.map(wireEvent));
  const about = [readMeFile(seen), whole, events, ...letters];
  insistOnRoom([...about, ...documentsOf(seen)]);
  const files: Packed[] = [];
  const { id, number } = seen.stored;
  const manifest = (): Manifest => ({
    ...{ format: 'finharbor/case-archive/1', case: id, number, reader: seen.standing },
    chain: seen.standing === 'office' ? 'whole' : 'extract',
    ...{ events: links.length, head: hexOf(links.at(-1)!.hash), files: [...files] },
  });
  async function* parts(): AsyncGenerator<ArchivedFile> {
    yield* about;
    yield* documentFiles(ctx, seen);
    yield jsonFile('manifest.json', signed(ctx, manifest()));
  }
  return { size: null, bytes: packed(parts(), (file) => void files.push(file)) };
}

function signed({ signer: { party, key }, cases }: CaseworkContext, manifest: Manifest): object {
  return signDocument(key, {
    ...{ type: archiveType, issuer: party, audience: ['*'], body: manifest as unknown as DocumentBody },
    issuedAtMs: cases.clock.nowMs(),
  });
}

/** The chain a reader gets: the office the case's own, everybody else one of the events that are for them. */
async function linksFor({ db }: CaseworkContext, seen: Seen): Promise<readonly StoredLink[]> {
  const { id, head } = seen.stored;
  const { rows } = await sql<LinkRow>`
    select seq, at_ms, audience, by_whom, body, salt, commitment, hash from case_event
    where case_id = ${id} and seq <= ${head.revision} and ${forEyesOf(seen)} order by seq`.execute(db);
  const links = rows.map(({ at_ms, by_whom, ...link }) => ({
    ...link,
    atMs: Number(at_ms),
    byWhom: by_whom,
  }));
  return seen.standing === 'office' ? links : extractOf(id, links);
}

type LinkRow = Omit<StoredLink, 'atMs' | 'byWhom'> & {
  readonly at_ms: bigint;
  readonly by_whom: string | null;
};

/** The case as its own route shows it, without what is the reader's alone. */
async function caseFile(
  ctx: CaseworkContext,
  seen: Seen,
  links: readonly StoredLink[],
): Promise<ArchivedFile> {
  const { steps: _steps, may: _may, isWatched: _watched, names, ...view } = await caseView(ctx, seen);
  const authors = links.flatMap(({ byWhom }) => (byWhom === null || byWhom === 'clock' ? [] : [byWhom]));
  return jsonFile('case.json', { ...view, names: { ...names, ...(await namesOf(ctx, authors)) } });
}

/** The documents as they are now, each under its hash and name. */
async function* documentFiles({ files }: CaseworkContext, { stored }: Seen): AsyncGenerator<ArchivedFile> {
  for (const { path, sha256, size } of documentsOf({ stored })) {
    const file = await files.read(stored.id, sha256);
    // One that was taken away this moment is not in the export.
    if (file) yield { path, size, bytes: file.bytes };
  }
}

type Listed = { readonly path: string; readonly sha256: string; readonly size: number };

function documentsOf({ stored: { state } }: Pick<Seen, 'stored'>): readonly Listed[] {
  return Object.entries(state.documents).flatMap(([document, attached]) =>
    attached.map(({ sha256, name, bytes }) => ({
      ...{ path: `documents/${document}/${sha256.slice(0, 8)}-${name}`, sha256, size: bytes },
    })),
  );
}

/** For the list of all files, which comes last and stands in none: of each its path, its hash and its size. */
const listedBytes = 512;

function insistOnRoom(files: readonly { readonly path: string; readonly size: number }[]): void {
  const list = files.reduce((sum, { path }) => sum + listedBytes + Buffer.byteLength(path), listedBytes);
  const all = [...files, { path: 'manifest.json', size: list }];
  if (!fits(all.map(({ path, size }) => ({ path, bytes: size }))))
    refuse('case.export_large', {
      en: 'This case has more than one archive holds: 4 GiB, or 65,534 files. Take its documents one by one.',
      zh: '该事项超出单个档案的上限（4 GiB或65534个文件），请逐份下载材料。',
    });
}

function readMeFile({ stored: { number }, standing }: Seen): ArchivedFile {
  return fileOfBytes('README.txt', Buffer.from(readMe(number, standing), 'utf8'));
}

async function letterFiles(ctx: CaseworkContext, seen: Seen): Promise<readonly ArchivedFile[]> {
  const files: ArchivedFile[] = [];
  for (const written of await writtenLetters(ctx.db, seen))
    for (const language of ['zh', 'en'] as const) {
      const { body } = await printLetter(ctx, seen, { written, language });
      files.push(fileOfBytes(`letters/${written.seq}-${language}.pdf`, body));
    }
  return files;
}

function jsonFile(path: string, value: unknown): ArchivedFile {
  return fileOfBytes(path, Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8'));
}
