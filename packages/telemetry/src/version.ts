import manifest from '../package.json' with { type: 'json' };

/** All packages of the workspace carry one version. */
export const PARLEY_VERSION: string = manifest.version;
