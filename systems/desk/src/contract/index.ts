export type { ChannelName, ChannelSetting } from '../channels/domain.ts';
export { deskErrors } from '../errors.ts';
export type { InboxItem, Mark, NoticeCount, NoticeFilter } from '../notices/domain.ts';
export type { Found } from '../search/domain.ts';
export type { ListedView, SavedView } from '../views/domain.ts';
export { deskRoutes } from './routes.ts';
