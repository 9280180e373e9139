import { conversationRoutes } from './conversation.ts';
import { maintenanceRoutes } from './maintenance.ts';
import type { Route } from './route.ts';

/** All that is under `/api/v1/`, but for health. */
export const routes: readonly Route[] = [...conversationRoutes, ...maintenanceRoutes];
