/** How often work that goes on is looked at. */
export const followMs = 2000;
