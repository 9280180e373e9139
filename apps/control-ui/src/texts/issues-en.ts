import type { HealthIssue } from '@homarus/base';

/** What does not work as it should, by its code. */
export type IssueTexts = Readonly<Record<string, (issue: HealthIssue) => string>>;

/** Where the gateway's sentence is not good enough for a person. */
export const enIssues: IssueTexts = {
  jobs_failed: ({ count = 0 }) =>
    count === 1
      ? 'one job of the memory was given up'
      : `${count} jobs of the memory were given up`,
  drift: ({ count = 0 }) =>
    count === 1
      ? 'one row of the memory does not fit its search'
      : `${count} rows of the memory do not fit its search`,
};
