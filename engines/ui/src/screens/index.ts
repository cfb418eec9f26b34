export {
  type CasePart,
  caseParts,
  type FormPart,
  type FormPartProps,
  registerCaseParts,
  type StepPart,
  type StepPartProps,
} from './case-parts.ts';
export { homeFetch, lastUsedAtMs, type Prover, registerProver, watchTouches } from './home-fetch.ts';
export { homeUpload } from './home-upload.ts';
export {
  type PlaceFacts,
  PlaceProvider,
  type PlaceValue,
  usePlace,
  useWho,
  type WhoFacts,
} from './place.tsx';
export { offerOf, type Screen, type ScreenGroup, screensFor } from './screen.ts';
