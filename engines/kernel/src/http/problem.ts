import { z } from 'zod';
import { fail } from '../errors.ts';
import type { Bilingual } from './route.ts';

/** What the wire says of an error code: its HTTP status and its title. */
export type ErrorEntry = { readonly status: number; readonly title: Bilingual };

/** Error codes of a program, by code. */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** One wrong field: the part of the request it stands in, an RFC 6901 pointer within that part, and what is the matter. */
export type ProblemField = {
  readonly in: 'body' | 'path' | 'query' | 'header';
  readonly pointer: string;
  readonly detail: string;
};

/** The body of every error answer (RFC 9457), with our stable `code` and the wrong fields. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly ProblemField[] | undefined;
};

/** The schema of a problem document. */
export const problemSchema: z.ZodType<Problem> = z
  .strictObject({
    type: z.string().meta({ description: 'Where the code is explained' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What went wrong and what to do' }),
    code: z.string().meta({ description: 'Stable code' }),
    instance: z.string().meta({ description: 'The request, as the log knows it' }),
    errors: z
      .array(
        z.strictObject({
          in: z.enum(['body', 'path', 'query', 'header']),
          pointer: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });

/** Codes any route may answer. */
export const commonErrors: ErrorTable = {
  'request.malformed': entry(400, 'The request could not be read', '请求无法解析'),
  'request.incomplete': entry(400, 'The request broke off', '请求未传输完整'),
  'request.invalid': entry(400, 'Some fields are wrong', '部分字段有误'),
  'access.unauthenticated': entry(401, 'Sign in first', '请先登录'),
  'access.forbidden': entry(403, 'Not allowed', '无权操作'),
  'access.unverified': entry(403, 'Your organisation has to be verified first', '贵机构须先完成核验'),
  'access.step_up_required': entry(403, 'Prove again who you are', '请重新验证身份'),
  'request.no_such_route': entry(404, 'Nothing is served here', '此地址不存在'),
  'idempotency.in_progress': entry(409, 'The first request still runs', '首次请求仍在处理'),
  'request.too_large': entry(413, 'The request is too large', '请求过大'),
  'request.unsupported_media_type': entry(415, 'The media type is not taken here', '不支持的媒体类型'),
  'idempotency.key_reused': entry(422, 'The key was used for another request', '幂等键已用于其他请求'),
  'request.too_many': entry(429, 'Too many at once; try again', '请求过多，请稍后再试'),
  internal: entry(500, 'A fault on our side', '系统内部错误'),
  'service.unavailable': entry(503, 'Not ready', '服务暂不可用'),
};

function entry(status: number, en: string, zh: string): ErrorEntry {
  return { status, title: { en, zh } };
}

/** Joins the tables of several packages. Errors: `error_table.duplicate` when two claim one code. */
export function errorTable(...tables: readonly ErrorTable[]): ErrorTable {
  const joined: Record<string, ErrorEntry> = {};
  for (const table of tables) {
    for (const [code, value] of Object.entries(table)) {
      if (code in joined && joined[code] !== value)
        fail('error_table.duplicate', `Two packages claim the error code ${code}.`);
      joined[code] = value;
    }
  }
  return joined;
}

/** What a problem document is made of. */
export type ProblemParts = {
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly ProblemField[];
};

/** A problem document by the table; a code the table does not hold becomes `internal` and keeps nothing of its detail. */
export function problemOf(table: ErrorTable, parts: ProblemParts): Problem {
  const known = table[parts.code];
  const code = known ? parts.code : 'internal';
  const { status, title } = known ?? commonErrors.internal!;
  return {
    type: `/api#${code}`,
    title: title.en,
    status,
    detail: known
      ? parts.detail
      : 'A fault on our side. Try again; if it stays, name the instance to the operator.',
    code,
    instance: parts.instance,
    ...(known && parts.errors?.length ? { errors: parts.errors } : {}),
  };
}
