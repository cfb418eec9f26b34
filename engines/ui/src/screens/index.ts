export { homeFetch, lastAnsweredAtMs, type Prover, registerProver } from './home-fetch.ts';
export {
  type PlaceFacts,
  PlaceProvider,
  type PlaceValue,
  usePlace,
  useWho,
  type WhoFacts,
} from './place.tsx';
export { isHere, type Screen, screensFor } from './screen.ts';
