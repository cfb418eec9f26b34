import type { Arena } from './arena.ts';
import { newArena } from './wasm-arena.ts';

const limits = { mostBytes: 2 ** 31, idleMs: 5_000 };

let spare: Arena | undefined;
let idle: NodeJS.Timeout | undefined;

/**
 * Does a session's work in an arena that is wiped afterwards. The next session within some seconds gets the same one: a system takes
 * longer to provide memory that was not there before than to clear what is. At most one idle arena is kept, and none above two gibibytes.
 */
export async function withArena<T>(work: (arena: Arena) => Promise<T>): Promise<T> {
  clearTimeout(idle);
  const arena = spare ?? newArena();
  spare = undefined;
  // After a fault some part of the work may still go on in the arena: nobody else gets it.
  const done = await work(arena);
  if (arena.wipe() <= limits.mostBytes) keep(arena);
  return done;
}

function keep(arena: Arena): void {
  clearTimeout(idle);
  spare = arena;
  idle = setTimeout(() => {
    spare = undefined;
  }, limits.idleMs).unref();
}
