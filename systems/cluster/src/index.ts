export { parkRegistration } from './park-registration.ts';
