import { act, type CasesContext, type Done, procedureOf } from '../cases.ts';
import type { Command } from '../machine/command.ts';
import { decide } from '../machine/decide.ts';
import { type CaseRefusal, refused } from '../machine/refusal.ts';
import type { Person } from '../machine/state.ts';
import type { StoredCase } from '../store.ts';
import { fileName } from './file-name.ts';
import type { Arriving, CaseFiles } from './port.ts';

/** What files of cases are worked on with. */
export type FilesContext = { readonly cases: CasesContext; readonly files: CaseFiles };

/** A file on its way in, for a document of a case; `name` is what its sender calls it. */
export type Attaching = Arriving & { readonly by: Person; readonly document: string; readonly name: string };

/**
 * Attaches a file to a document of a case: what it is, its content says. What would be refused whatever the file is, is refused before it is
 * read. Where it is refused, or whoever sends it leaves, nothing of it stays; sent again it is the same file. Whether the bytes were there
 * already nobody learns: they are read and written in any case.
 */
export async function attachFile(
  { cases, files }: FilesContext,
  before: StoredCase,
  { by, document, name, ...arriving }: Attaching,
): Promise<Done> {
  const spec = procedureOf(cases, before);
  const types = Object.hasOwn(spec.documents ?? {}, document) ? spec.documents![document]!.types : [];
  const some: Command = {
    ...{ type: 'attach', document },
    file: { sha256: '', name: '', type: types[0] ?? '', bytes: 0 },
  };
  const moment = { atMs: cases.clock.nowMs(), calendar: cases.calendar };
  const foreseen = decide(spec, before, { command: some, by, moment });
  // One file too many may be one that is there already, sent again.
  if (foreseen.kind === 'refused' && foreseen.code !== 'case.documents_many') return foreseen;
  const received = await files.receive(before.id, arriving);
  if (received.kind === 'refused') return received;
  try {
    if (received.bytes === 0) return empty;
    const type = received.types.find((one) => types.includes(one)) ?? received.types[0];
    const file = { sha256: received.sha256, name: fileName(name, type), type, bytes: received.bytes };
    return await act(cases, { id: before.id, by, command: { type: 'attach', document, file } });
  } finally {
    await files.settle(received.id);
  }
}

const empty: CaseRefusal = refused('case.file_empty', { en: 'This file is empty.', zh: '此文件为空。' });

/**
 * Takes a file away from a document of a case. Its bytes go, unless another document of the case has them or they were there when a step was
 * taken: what somebody may have decided by stays as long as the case.
 */
export async function detachFile(
  { cases, files }: FilesContext,
  {
    id,
    by,
    document,
    sha256,
  }: { readonly id: string; readonly by: Person; readonly document: string; readonly sha256: string },
): Promise<Done> {
  const unsettled = await files.unsettle(id, sha256);
  try {
    return await act(cases, { id, by, command: { type: 'detach', document, sha256 } });
  } finally {
    for (const one of unsettled) await files.settle(one);
  }
}
