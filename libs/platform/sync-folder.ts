import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes the names in a folder durable; a new file can be lost without it although its bytes were synced (fsync(2)). */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder, and does not need it.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
