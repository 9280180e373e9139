/** Something that does not work as it should, while the rest goes on. */
export interface HealthIssue {
  /** What it is, for programs: `jobs_failed`. Others may come; `message` then says it. */
  readonly code: string;
  /** For a person, in English. */
  readonly message: string;
  /** How many, where that is what it is about. */
  readonly count?: number;
}

/** What issues say to a person. */
export function reasonsOf(issues: readonly HealthIssue[]): readonly string[] {
  return issues.map(({ message }) => message);
}
