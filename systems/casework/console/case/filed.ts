import type { CaseEvent } from '@finharbor/casework/contract';

type Said = Pick<CaseEvent, 'type' | 'data'>;

/** What an event says of the file that was attached, by hash, name and document. */
export type AttachedSaid = {
  readonly document: string;
  readonly file: { readonly sha256: string; readonly name: string };
};

/** Whether the file that an event attached was still there when a step was taken: then the office can read it for as long as the case. */
export function wasFiled(events: readonly Said[], attached: Said): boolean {
  const { document, file } = attached.data as unknown as AttachedSaid;
  for (const { type, data } of events.slice(events.indexOf(attached) + 1)) {
    if (type === 'stepped') return true;
    if (type === 'detached' && data.document === document && data.sha256 === file.sha256) return false;
  }
  return false;
}
