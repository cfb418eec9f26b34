import type { LoggerOptions } from 'pino';
import { type Clock, instantText, systemClock } from '../clock.ts';
import { codeOf, fail } from '../errors.ts';

/** Keys whose values may be logged, besides those that end in a unit or in Id. `...Code` is left out: a one-time code is one, too. */
const plainKeys: ReadonlySet<string> = new Set([
  'code',
  'codes',
  'route',
  'status',
  'method',
  'event',
  'package',
  'migration',
  'party',
  'port',
  'host',
  'stage',
  'kind',
  'version',
]);
const suffix = /(Id|Ms|Count|Bytes|Rows|Seq|Size)$/;
const longestValue = 200;

/**
 * Options for pino under which only ids, error codes and measures reach the log: of an object's keys those on a short list or ending in
 * Id, Ms, Count, Bytes, Rows, Seq or Size pass; of an error its name, its code and its stack frames, never its message,
 * for messages quote input. Message texts must be constants. Errors: `log.binding_refused` for a child's binding of another name.
 */
export function logOptions(level: string, clock: Clock = systemClock): LoggerOptions {
  return {
    level,
    base: null,
    errorKey: 'err',
    timestamp: () => `,"at":"${instantText(clock.nowMs())}"`,
    messageKey: 'message',
    formatters: {
      level: (label) => ({ level: label }),
      log: (object) => admitted(object),
    },
    serializers: { err: errorFacts },
    // pino runs no formatter over the bindings of a child; a wrong one is a fault of the program.
    onChild: (child) => {
      const refused = Object.keys(child.bindings()).find((key) => !admittedKey(key));
      if (refused) fail('log.binding_refused', `The log takes no binding called ${refused}.`);
    },
    hooks: {
      // pino would take an error's message as the text of the line.
      logMethod(args, method) {
        const [first, text, ...rest] = args as unknown as [unknown, unknown, ...unknown[]];
        const named = first instanceof Error ? { err: first } : first;
        const error = typeof named === 'object' && named !== null && 'err' in named ? named.err : undefined;
        const safe =
          error instanceof Error && (text === undefined || text === error.message) ? 'fault' : text;
        method.apply(this, [named, safe, ...rest] as unknown as Parameters<typeof method>);
      },
    },
  };
}

function admitted(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(object).filter(
    ([key, value]) => key === 'err' || (admittedKey(key) && plain(value)),
  );
  return Object.fromEntries(kept);
}

function admittedKey(key: string): boolean {
  return plainKeys.has(key) || suffix.test(key);
}

function plain(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= longestValue;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';
}

type ErrorFacts = {
  readonly name: string;
  readonly code: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorFacts;
};

/** An error without its message: name, code, stack frames, and the same of its cause. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error, code: 'internal', frames: [] };
  const system = (error as Error & { code?: unknown }).code;
  const code = codeOf(error) === 'internal' && typeof system === 'string' ? system : codeOf(error);
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  const facts = {
    name: error.constructor.name,
    code: /^[\w.]{1,64}$/.test(code) ? code : 'internal',
    frames,
  };
  return error.cause === undefined || depth >= 4
    ? facts
    : { ...facts, cause: errorFacts(error.cause, depth + 1) };
}
