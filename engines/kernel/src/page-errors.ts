import type { ErrorTable } from './http/problem.ts';

/** The error code of every paged list, for the tables of those who serve one. */
export const pageErrors: ErrorTable = {
  'page.bad_cursor': {
    status: 400,
    title: { en: 'This cursor belongs to another list', zh: '分页位置不属于此列表' },
  },
};
