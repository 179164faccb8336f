/** The simulator's door: phones to make puppets with, and the pages to mount. */
export { createPhones, type Phones } from './phones.ts';
export { keepPictures } from './pictures.ts';
export { createSimulator } from './routes.ts';
export type { FollowerCard } from './chooser.tsx';
export { createPlayed, type Played, type PlayedWorld } from './played.ts';
