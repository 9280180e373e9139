import type { ModelCallOptions, RecalledForModel } from './types.ts';

type ProviderOptions = NonNullable<ModelCallOptions['providerOptions']>;

/** Our own namespace among the provider options; adapters of outside models never send it. */
const namespace = 'homarus';

/** Puts what memory recalled where {@link recalledOf} finds it: `providerOptions.homarus.recalled`. */
export function toRecalledOptions(recalled: RecalledForModel): ProviderOptions {
  return {
    [namespace]: {
      recalled: {
        relevant: recalled.relevant.map(({ text, createdAt }) => ({ text, createdAt })),
        profile: [...recalled.profile],
      },
    },
  };
}

/** What memory recalled for this call; undefined when memory had no part in it. */
export function recalledOf(options: ModelCallOptions): RecalledForModel | undefined {
  const recalled = options.providerOptions?.[namespace]?.['recalled'];
  return isRecalled(recalled) ? recalled : undefined;
}

function isRecalled(value: unknown): value is RecalledForModel {
  if (typeof value !== 'object' || value === null) return false;
  if (!('relevant' in value) || !('profile' in value)) return false;
  return (
    Array.isArray(value.relevant) &&
    value.relevant.every(isRecollection) &&
    Array.isArray(value.profile) &&
    value.profile.every((line) => typeof line === 'string')
  );
}

function isRecollection(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!('text' in value) || !('createdAt' in value)) return false;
  return typeof value.text === 'string' && typeof value.createdAt === 'number';
}
