/** Where the server and its workers meet: a socket in the data folder, which only the owner of that folder can open. */
import { join } from 'node:path';

export const loopsSocketIn = (dataFolder: string): string => join(dataFolder, 'behind.sock');

/** What `sun_path` holds on macOS; Linux has four bytes more. */
const longestBytes = 103;

/** Why the loops cannot be left to workers here. */
export function unusableSocket({
  loops,
  dataFolder,
  platform = process.platform,
}: {
  readonly loops: 'thread' | 'worker';
  readonly dataFolder: string;
  readonly platform?: NodeJS.Platform;
}): readonly string[] {
  if (loops !== 'worker') return [];
  if (platform === 'win32')
    return ['at /loops: is "worker", which needs sockets that are files, and Windows has none. Leave it out.'];
  return Buffer.byteLength(loopsSocketIn(dataFolder)) > longestBytes
    ? [
        `at /loops: is "worker", and the path of the data folder is too long for a socket in it. Move the folder to a path of at most ${longestBytes - '/behind.sock'.length} bytes, or leave "loops" out.`,
      ]
    : [];
}
