/**
 * `klagegang accept`: a data folder that is not what the product remembers is taken as it is. What is lost is said once
 * more; keys that the logs say were destroyed are destroyed again at the next start, whatever the key files hold.
 */
import { holdDataFolder } from '../../../libs/installation/data-folder.js';
import {
  lossesOf,
  readRecord,
  sentenceOf,
  writeRecord,
  type InstallationRecord,
  type Loss,
} from '../../../libs/installation/installation-record.js';
import { extentIn, type Extent } from '../../../libs/installation/office-files.js';
import { BootRefused } from '../../../libs/platform/boot-refused.js';
import { formatInstant } from '../../../libs/platform/instant.js';
import { masterKeyOf } from '../../../libs/installation/master-key-of.js';
import { stoppedFolder } from '../reporting/office-at-rest.js';

export interface Accepted {
  /** What the record knew and the folder has not; empty: nothing is missing. */
  readonly losses: readonly Loss[];
  /** Why the record could not be compared with; null: it was. */
  readonly record: string | null;
}

/** @throws SafekeepingRefused, BootRefused, KeysRefused no data folder, the product is running, no master key */
export async function accept(data: string): Promise<{ readonly text: string; readonly json: Accepted }> {
  const { path, config } = stoppedFolder(data);
  const lock = holdDataFolder(path);
  try {
    const masterKey = await masterKeyOf(config);
    let record: InstallationRecord | null = null;
    let why: string | null = null;
    try {
      record = readRecord(config.recordFolder, masterKey);
      if (record === null) why = `there is none in ${config.recordFolder}.`;
    } catch (error) {
      if (!(error instanceof BootRefused)) throw error;
      why = error.message;
    }
    const found = Object.fromEntries(
      config.offices.map(({ key }) => {
        const { events, ...others } = extentIn(path, key, masterKey);
        // Events in a cluster are looked for when the product opens it.
        return [key, config.events.kind === 'embedded' ? { events, ...others } : others];
      }),
    );
    const losses = record ? lossesOf(record, found) : [];
    const offices = Object.fromEntries(
      Object.entries(found).map(
        ([key, { events = null, members, keys, shredded, access }]: [string, Partial<FoundHere>]): [string, Extent] => [
          key,
          {
            events: events ?? '0',
            members: members ?? '0',
            keys: keys ?? '0',
            shredded: shredded ?? '0',
            access: access ?? '0',
          },
        ],
      ),
    );
    const lastSeenAt = record?.lastSeenAt ?? formatInstant(Date.now());
    writeRecord(
      config.recordFolder,
      { number: (record?.number ?? 0) + 1, lastSeenAt, offices, destroyAgain: true },
      masterKey,
    );
    return { json: { losses, record: why }, text: inWords(losses, why) };
  } finally {
    lock.release();
  }
}

type FoundHere = { readonly [Name in keyof Extent]: string | null };

const inWords = (losses: readonly Loss[], why: string | null): string =>
  [
    ...(why === null ? [] : [`There was nothing to compare with: ${why}`]),
    ...(losses.length > 0
      ? ['Accepted as lost:', ...losses.map((loss) => `- ${sentenceOf(loss)}.`)]
      : why === null
        ? ['Nothing that was remembered is missing.']
        : []),
    'The data folder is taken as it is. The next start destroys again what the logs say was destroyed.',
  ].join('\n');
