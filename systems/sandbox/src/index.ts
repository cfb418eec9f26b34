export type { PilotNotice, SandboxContext } from './context.ts';
export type { SandboxTables } from './database.gen.ts';
export { sandboxErrors } from './errors.ts';
export { sandboxEndpoints } from './http.ts';
export { sandboxMigrations } from './migrations.ts';
export { pilotPort } from './port.ts';
export { sandboxProcedures } from './procedures/index.ts';
export { registerPerson } from './procedures/register.ts';
export { publicPilotPages } from './public/pages.ts';
