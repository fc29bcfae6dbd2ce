/** Whether the events of an office are in the data folder or in a cluster. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SafekeepingRefused } from './manifest.js';

/**
 * Where the configuration says so, or the office's own folder: what lies there as `events.db` is an old copy then, and
 * is not taken for the log.
 * @throws SafekeepingRefused the configuration cannot be read
 */
export const areInCluster = (folder: string, office: string): boolean =>
  configuredKind() === 'eventstoredb' || existsSync(join(folder, 'offices', office, 'eventstoredb.json'));

function configuredKind(): unknown {
  const config = process.env.KLAGEGANG_CONFIG;
  if (!config) return undefined;
  try {
    return (JSON.parse(readFileSync(config, 'utf8')) as { readonly events?: { readonly kind?: unknown } }).events?.kind;
  } catch (error) {
    throw new SafekeepingRefused(
      `The configuration file ${config} cannot be read, so nothing says where the events are (${(error as NodeJS.ErrnoException).code ?? 'not JSON'}). Correct KLAGEGANG_CONFIG.`,
    );
  }
}
