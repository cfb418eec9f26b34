export { type Drawable, drawableOf } from './drawable.ts';
export { type Arrow, type Box, lineHeight, type Scene, sceneOf, type Words, widthOf } from './scene.ts';
export { drawProcedure } from './svg.ts';
