import { compactionRoutes } from './compaction.ts';
import { adminRoutes } from './admin.ts';
import { agentRoutes } from './by-agents.ts';
import { conversationRoutes } from './conversation.ts';
import { maintenanceRoutes } from './maintenance.ts';
import { mirrorRoutes } from './mirror.ts';
import { profileRoutes } from './profile.ts';
import { libraryRoutes } from './library.ts';
import { reviewRoutes } from './review.ts';
import type { Route } from './route.ts';
import { transferRoutes } from './transfer.ts';
import { sessionRoutes } from './sessions.ts';
import { statisticsRoutes } from './statistics.ts';
import { tokenStatsRoutes } from './token-stats.ts';
import { workingSetRoutes } from './working-set.ts';
import { vectorRoutes } from './vectors.ts';

/** All that is under `/api/v1/`, but for health. */
export const routes: readonly Route[] = [
  ...conversationRoutes,
  ...agentRoutes,
  ...compactionRoutes,
  ...sessionRoutes,
  ...workingSetRoutes,
  ...adminRoutes,
  ...maintenanceRoutes,
  ...transferRoutes,
  ...tokenStatsRoutes,
  ...libraryRoutes,
  ...vectorRoutes,
  ...reviewRoutes,
  ...mirrorRoutes,
  ...profileRoutes,
  ...statisticsRoutes,
];
