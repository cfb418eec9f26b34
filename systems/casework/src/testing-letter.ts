import { createHash } from 'node:crypto';
import { readPdf } from '@finharbor/paper/testing';

/** All that a letter says, to the eye and to a screen reader, but the hash of its event, which is salted; how it is packed follows from that. */
export function saidIn(pdf: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(pdf).digest('hex');
  // Everybody reads the same letter.
  const said = letters.get(hash) ?? readOut(pdf);
  letters.set(hash, said);
  return said;
}

const letters = new Map<string, Promise<string>>();

async function readOut(pdf: Uint8Array): Promise<string> {
  const { pages, tags, attachments, ...facts } = await readPdf(pdf);
  const said = JSON.stringify({ ...facts, pages, tags, attachments: [...attachments] });
  const hidden = said.replaceAll(/[0-9a-f]{64}/g, '#');
  // A letter in which nothing was read would be the same as any other.
  if (said === hidden) throw new Error(`No hash was found in a letter: ${said}`);
  return hidden;
}
