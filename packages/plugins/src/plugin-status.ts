/**
 * `ready`: it works. `degraded`: it works, and something it did failed. `failed`: it could not be
 * loaded. `off`: it is not called, while too many of its calls hang, or for good because it broke too
 * often. `disabled`: by the operator.
 */
export type PluginStatus = 'ready' | 'degraded' | 'failed' | 'off' | 'disabled';
