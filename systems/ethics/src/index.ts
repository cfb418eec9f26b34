export { ethicsBreach } from './breach/procedure.ts';
export { ethicsReview } from './review/procedure.ts';
