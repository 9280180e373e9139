/**
 * Waits for all of them, whatever becomes of each, then rejects with the failure that came first: the
 * later ones follow from it where a failed statement fails its transaction. Databases that take
 * statements without waiting for answers get them in one go.
 */
export async function together(tasks: readonly Promise<unknown>[]): Promise<void> {
  const failures: unknown[] = [];
  await Promise.all(
    tasks.map((task) =>
      task.catch((error: unknown) => {
        failures.push(error);
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
}
