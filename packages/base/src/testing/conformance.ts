/** One requirement of a port, as data: every adapter of the port runs the same list. */
export interface ConformanceCase<Subject> {
  readonly group: string;
  readonly name: string;
  readonly run: (subject: Subject) => Promise<void>;
}

export interface ConformanceOptions<Subject> {
  /** Makes a fresh subject for one case; what it returns is disposed of afterwards. */
  readonly create: () => Promise<Subject & Partial<AsyncDisposable>>;
  /** `node:test`'s `test`, or anything of its shape. */
  readonly test: (name: string, run: () => Promise<void>) => unknown;
}

/** Registers every case as a test of its own. */
export function runConformance<Subject>(
  cases: readonly ConformanceCase<Subject>[],
  options: ConformanceOptions<Subject>,
): void {
  for (const { group, name, run } of cases) {
    options.test(`${group}: ${name}`, async () => {
      const subject = await options.create();
      try {
        await run(subject);
      } finally {
        await subject[Symbol.asyncDispose]?.();
      }
    });
  }
}
