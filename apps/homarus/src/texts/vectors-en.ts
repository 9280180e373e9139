/** What `homarus memory reembed` says. */
export const vectorsEn = {
  help: {
    reembed: 'embed memories that have no vector yet, or all of them anew',
    force: 'all anew; searches use the old vectors until the new ones are complete',
    wait: 'show the progress until it is done',
  },
  none: 'There is no embedding model. Set OGMEM_EMBEDDING_MODEL, or memory.embedding in the configuration.',
  progress: (model: string, done: number, total: number) =>
    `${model}: ${done} of ${total} embedded`,
  complete: (model: string, vectors: number, failed: number) =>
    `${model}: complete, ${vectors} vectors${failed === 0 ? '' : `, ${failed} texts refused by the model`}.`,
  failing: (reason: string) => `The model fails; it is tried again: ${reason}`,
  nothing: 'Nothing to embed.',
};
