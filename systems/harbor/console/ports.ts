export { scoringContracts } from './contracts/scoring.ts';
export { harborParties, ownModels, vouchedDevice } from './firm/port.ts';
