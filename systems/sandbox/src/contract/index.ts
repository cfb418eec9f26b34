export { sandboxErrors } from '../errors.ts';
export type { ListedProject, ProjectView } from '../project/read.ts';
export { sandboxRoutes } from './routes.ts';
