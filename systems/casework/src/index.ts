export { type ArchiveVerdict, verifyArchive } from './archive/verify.ts';
export type { ArchivedFile } from './archive/zip.ts';
export type { CaseworkContext, KnownPerson, PanelRule } from './context.ts';
export { caseworkRoutes } from './contract/routes.ts';
export type { CaseworkTables } from './database.gen.ts';
export { caseworkErrors } from './errors.ts';
export { caseworkEndpoints } from './http.ts';
export { caseworkMigrations } from './migrations.ts';
export { caseworkPersonalFields } from './personal-fields.ts';
