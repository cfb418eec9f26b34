import { open, readFile } from 'node:fs/promises';
import { fail } from '@finharbor/kernel';

/**
 * Where a participant notes, durably, that a session's masks are taken. Whoever takes part claims the session before its
 * first byte; a session claimed once is never computed in again, so no mask can meet a second value.
 */
export type MaskLedger = { readonly claim: (session: string) => Promise<'fresh' | 'used'> };

/** A ledger in a file, one session a line, appended and synced before `fresh` is returned; survives `kill -9`. */
export function fileMaskLedger(path: string): MaskLedger {
  let turn: Promise<unknown> = Promise.resolve();
  const claim = async (session: string): Promise<'fresh' | 'used'> => {
    const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const lines = known.split('\n');
    if (lines.includes(JSON.stringify(session))) return 'used';
    // A line cut short by a crash is closed first, so that it cannot swallow the next.
    const start = lines.at(-1) === '' ? '' : '\n';
    await using file = await open(path, 'a', 0o600);
    await file.appendFile(`${start}${JSON.stringify(session)}\n`);
    await file.sync();
    return 'fresh';
  };
  return {
    claim(session) {
      const next = turn.then(() => claim(session));
      turn = next.catch(() => undefined);
      return next;
    },
  };
}

/** Claims or fails with `fusion.session_used`. */
export async function claimSession(ledger: MaskLedger, session: string): Promise<void> {
  if ((await ledger.claim(session)) === 'used')
    fail(
      'fusion.session_used',
      'This session was begun before. Start the computation again under a new one.',
    );
}
