// Sends many large appends at once, says `sent`, and at the end how many were settled; an error that nobody catches
// ends it sooner. heavy-writer.ts <connection string> <office> <appends> <bytes of each>
import { writeSync } from 'node:fs';
import { uuidV5 } from '../../../libs/platform/ids.js';
import { openEventStoreDb } from '../../../libs/event-store/eventstoredb/open.js';

const [connectionString = '', office = '', appends = '0', bytes = '0'] = process.argv.slice(2);
const store = await openEventStoreDb({
  connectionString,
  office,
  allowInsecure: true,
  timing: { call: 500, patience: 300_000 },
});
const each = Array.from({ length: Number(appends) }, (_, n) =>
  store.append(
    `heavy-${n}`,
    [
      {
        id: uuidV5('5a0b9f65-6d1c-4c11-9b3c-0a2b7c7f1f0d', `${office}/${n}`),
        type: 'Written',
        data: { text: 'x'.repeat(Number(bytes)) },
        metadata: {},
      },
    ],
    { expectedRevision: 'noStream' },
  ),
);
writeSync(1, 'sent\n');
const settled = await Promise.allSettled(each);
writeSync(1, `${settled.filter(({ status }) => status === 'fulfilled').length} settled\n`);
await store.close();
