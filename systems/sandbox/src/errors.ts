import { type ErrorTable, pageErrors } from '@finharbor/kernel/contract';

/** The error codes of the innovation pilot. */
export const sandboxErrors: ErrorTable = {
  ...pageErrors,
  'pilot.not_found': entry(404, 'No such project', '没有这个试点项目'),
  'pilot.not_now': entry(409, 'This cannot be done with the project now', '项目当前状态不能进行此操作'),
};

function entry(status: number, en: string, zh: string): ErrorTable[string] {
  return { status, title: { en, zh } };
}
