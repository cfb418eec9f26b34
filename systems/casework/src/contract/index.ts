export { caseworkErrors } from '../errors.ts';
export { caseworkRoutes } from './routes.ts';
