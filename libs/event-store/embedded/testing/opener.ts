// Opens an event file, says `open`, and holds it until it is killed; a refusal goes to standard error with exit code 3.
// opener.ts <event file>
import { openEmbeddedStore } from '../embedded-store.js';

try {
  const store = openEmbeddedStore(process.argv[2] ?? '');
  process.stdout.write('open\n');
  // Who lets go of it may find the file closed: its connections go with the garbage.
  setInterval(() => store.trouble, 1000);
} catch (error) {
  process.stderr.write(`${(error as Error).name}: ${(error as Error).message}\n`);
  process.exitCode = 3;
}
