export { type BrokenSeal, breakSeal } from './break-glass.ts';
export { type Environment, environment, parseInstallation, parseProcessConfig } from './config.ts';
export { finishLottery } from './demo/campaigns.ts';
export { type HubClient, hubAsOperator, type NodeClient, nodeAs, sessionFetch } from './demo/clients.ts';
export { type DemoFirm, demoFields, loansFile, readLoans, unitOf } from './demo/loans.ts';
export {
  type DemoHarbor,
  demoTraining,
  readDemoPlace,
  setUpDemo,
} from './demo/set-up.ts';
export { loadSigningKey } from './files.ts';
export { type Signer, signingFetch } from './hub-client.ts';
export { hubProcedures } from './procedures.ts';
export { type Harbor, installationFile, startHarbor } from './start.ts';
export { untilStopped } from './supervisor/until-stopped.ts';
