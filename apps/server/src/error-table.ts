import type { ErrorTable } from '@finharbor/kernel/http';

/** Error codes of the server itself and of the engines it composes. */
export const apiErrors: ErrorTable = {
  'client.unreachable': entry(503, 'The hub cannot be reached', '无法连接枢纽'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
