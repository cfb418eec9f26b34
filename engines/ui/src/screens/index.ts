export { PlaceProvider, type PlaceValue, type PlaceFacts, usePlace, useWho, type WhoFacts } from './place.tsx';
export { type Screen, screensFor } from './screen.ts';
