import type { ErrorTable } from '@finharbor/kernel/http';

/** Error codes of the server itself and of the engines it composes. */
export const apiErrors: ErrorTable = {
  'request.past_the_proxy': entry(403, 'Come by https', '请通过 HTTPS 访问'),
  'client.unreachable': entry(503, 'The hub cannot be reached', '无法连接枢纽'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
