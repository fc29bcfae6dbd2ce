/**
 * `klagegang export`: every complaint of a stopped office, step by step, as a process log under pseudonyms. Unit-level
 * data, for the head and the auditors of the office.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { historiesOf, type Histories, type Log } from '../../../libs/exports/process/histories.js';
import { ocelJson } from '../../../libs/exports/process/ocel.js';
import { xes } from '../../../libs/exports/process/xes.js';
import { type Pseudonym } from '../../../libs/exports/process/pseudonyms.js';
import { exportMacAtRest } from '../../../libs/privacy/derived-secrets.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';
import { masterKeyOf } from '../../../libs/installation/master-key-of.js';
import { refuseBadPlace, writeNewFile, type Written } from './new-file.js';
import { openOfficeAtRest, type OfficeAtRest } from './office-at-rest.js';
import { named, oneOf, positionIn, type Given } from './options.js';
import { Progress, type Screen } from './progress.js';

export interface ExportAnswer extends Written {
  readonly office: string;
  readonly format: Format;
  readonly position: string;
  readonly events: number;
  readonly complaints: number;
  /** `once`: under a secret that is gone; no other export can be joined to this one. */
  readonly pseudonyms: 'once' | 'stable';
  readonly warning: string;
}

const formats = ['ocel', 'xes'] as const;
type Format = (typeof formats)[number];
const called: { readonly [Name in Format]: string } = { ocel: 'OCEL 2.0 (JSON)', xes: 'XES' };

const warning =
  'It holds every complaint of the office, one by one. The names are gone, and it stays personal data: keep it inside the office, for the head and the auditors, and delete it when the question is answered. What goes outside is a report.';
const andStable = ' Its pseudonyms are those of every other stable export, so the two can be joined.';

/**
 * @throws UsageError an option is not understood
 * @throws SafekeepingRefused, BootRefused, KeysRefused no such office; the product is running; the master key is not
 * there; the log is not whole
 */
export async function exportLog(
  given: Given,
  screen: Screen,
): Promise<{ readonly text: string; readonly json: ExportAnswer }> {
  const [data, key, format, out, asked] = [
    named(given, 'data'),
    named(given, 'office'),
    oneOf(given, 'format', formats),
    named(given, 'out'),
    positionIn(given),
  ];
  const isStable = given.stable === true;
  const office = await openOfficeAtRest(data, key);
  const progress = new Progress(screen);
  try {
    const file = refuseBadPlace(out, data);
    const position = asked ?? office.head;
    if (position > office.reach) throw new SafekeepingRefused(`The log ends at position ${office.reach}.`);
    const pseudonym = isStable ? await stable(office) : once();
    const count = { events: 0, complaints: 0 };
    const histories = counted(historiesOf(watched(office, position, format, progress), position), count);
    const pieces =
      format === 'ocel'
        ? ocelJson(histories, pseudonym)
        : xes(histories, pseudonym, { office: key, position: position.toString() });
    const written = await writeNewFile(file, pieces);
    const json: ExportAnswer = {
      office: key,
      format,
      position: position.toString(),
      ...count,
      pseudonyms: isStable ? 'stable' : 'once',
      ...written,
      warning: isStable ? `${warning}${andStable}` : warning,
    };
    return {
      json,
      text: `${count.events} events of ${count.complaints} complaints up to position ${position} as ${called[format]} in ${file}, ${written.bytes} bytes, SHA-256 ${written.sha256}.\n${json.warning}`,
    };
  } finally {
    progress.end();
    await office.close();
  }
}

/** 132 bits of an HMAC-SHA-256. */
const cut = (mac: string): string => mac.slice(0, 22);

/** Nobody has the secret afterwards. */
function once(): Pseudonym {
  const secret = randomBytes(32);
  return (text) => cut(createHmac('sha256', secret).update(text).digest('base64url'));
}

async function stable({ key, folder, config }: OfficeAtRest): Promise<Pseudonym> {
  const mac = exportMacAtRest({ path: join(folder, 'keys.db'), office: key, masterKey: await masterKeyOf(config) });
  return (text) => cut(mac(text));
}

/** The log, told how far it is read. OCEL lists events and objects apart, so it is read twice. */
function watched({ office: { store }, read }: OfficeAtRest, upTo: bigint, format: Format, progress: Progress): Log {
  let reading = 0;
  return {
    async *events() {
      reading += 1;
      const what = format === 'xes' ? 'traces' : reading === 1 ? 'events (1 of 2)' : 'objects (2 of 2)';
      let done = 0;
      for (let after = 0n; after < upTo;) {
        const records = await store.readAll({ after });
        if (records.length === 0) return;
        for (const record of records) yield read(record);
        after = records.at(-1)!.position;
        done += records.length;
        if (store.numbersEvents) progress.tell(what, after < upTo ? after : upTo, upTo);
        else progress.tell(what, done);
      }
    },
    history: async (stream) => (await store.readStream(stream)).map(read),
  };
}

function counted(histories: Histories, count: { events: number; complaints: number }): Histories {
  return async function* again() {
    [count.events, count.complaints] = [0, 0];
    for await (const history of histories()) {
      if (history.length === 0) continue;
      count.complaints += 1;
      count.events += history.length;
      yield history;
    }
  };
}
