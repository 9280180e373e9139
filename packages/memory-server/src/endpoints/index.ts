import { conversationRoutes } from './conversation.ts';
import { libraryRoutes } from './library.ts';
import type { Route } from './route.ts';

/** All that is under `/api/v1/`, but for health. */
export const routes: readonly Route[] = [...conversationRoutes, ...libraryRoutes];
