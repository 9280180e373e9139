/** A line that somebody types, and what it teaches. */
export interface RuleCase {
  readonly text: string;
  /** `attribute = value`, `retract attribute = value`, `forget query`, or `attribute: content` of free text. */
  readonly learns: readonly string[];
}
