/**
 * Opens what one office is kept in, wherever its events are, and refuses to begin anew where something is missing that
 * was there (law 7).
 */
import { type KeyObject } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openAccessLog } from '../../libs/audit/access-log.js';
import { NoticesFile } from '../../libs/complaints/reactions/destruction-notices.js';
import { membersFile, MembersFile } from '../../libs/complaints/wiring/members.js';
import { Office } from '../../libs/complaints/wiring/office.js';
import { type OfficeSettings } from '../../libs/complaints/wiring/office-reader.js';
import { UnreadableEvent } from '../../event-schemas/complaint/upcast.js';
import { MembersMisfit } from '../../libs/identity/members.js';
import { officeFile, OfficeMembers, type OfficeMembersParts } from '../../libs/identity/office-members.js';
import { openEmbeddedStore } from '../../libs/event-store/embedded/embedded-store.js';
import { type ComplaintMemory } from '../../libs/complaints/write/loaded-complaints.js';
import { type EventStore, type LogEnd } from '../../libs/event-store/port.js';
import { ReceiptCodes } from '../../libs/identity/receipt-codes.js';
import { SavedViews } from '../../libs/identity/saved-views.js';
import { YearlyDrafts } from '../../libs/reporting/yearly-drafts.js';
import { BootRefused } from '../../libs/platform/boot-refused.js';
import { type Extent, type LastEvent } from '../../libs/installation/office-files.js';
import { type EventsConfig } from '../../libs/installation/config-stores.js';
import { type Log } from '../../libs/platform/log.js';
import { type Profile } from '../../libs/policy/profile.js';
import { LogDamaged } from '../../libs/sqlite/sqlite-errors.js';
import { type EmbeddedKeys, openEmbeddedKeys } from '../../libs/privacy/embedded-keys.js';
import { openClusterStore, refuseEventsElsewhere } from './cluster-store.js';

export interface OfficeOpening {
  /** The office's own folder in the data folder. */
  readonly folder: string;
  readonly events: EventsConfig;
  readonly masterKey: KeyObject;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly log: Log;
  /** For the complaints of all offices. */
  readonly memory?: ComplaintMemory;
  /** Before something becomes durable: waits where the installation's record is too far behind. */
  readonly room: () => Promise<void> | undefined;
  /** Between the announcement of a destruction of keys and the destruction, at least. */
  readonly noticeDays: number;
  /** Milliseconds since the epoch, once the office is at work. */
  readonly now: () => number;
  /** How far it had come when it was last at work. */
  readonly before?: Extent | undefined;
}

export interface OpenedOffice {
  readonly office: Office;
  /** Its own log, to be closed by itself, before the office whose keys it uses. */
  readonly members: OfficeMembers;
  readonly receipts: ReceiptCodes;
  readonly yearly: YearlyDrafts;
  readonly savedViews: SavedViews;
  readonly keys: EmbeddedKeys;
  /** How far what is kept of it has come. */
  readonly extent: () => Promise<Extent>;
}

/**
 * The office with its events, keys and access log open; `close` closes them. What was opened before something was
 * refused is closed again.
 * @throws BootRefused one of its files is gone: made anew, it would hide that the office has lost what was in it. Also
 * DatabaseRefused, KeysRefused
 */
export async function openOffice(
  settings: OfficeSettings,
  { folder, events, masterKey, profiles, log, memory, room, noticeDays, now, before }: OfficeOpening,
): Promise<OpenedOffice> {
  const { key } = settings;
  const [keyFile, shredList] = [join(folder, 'keys.db'), join(folder, 'shredded.list')];
  const opened = new AsyncDisposableStack();
  try {
    const hadKeys = holdsSomething(keyFile);
    const store = opened.adopt(
      events.kind === 'embedded'
        ? openOwnFile(key, folder, hadKeys)
        : await openClusterStore(key, { folder, events, log, before }),
      (each) => each.close(),
    );
    if ((await store.head()) > 0n) {
      if (!hadKeys)
        throw new BootRefused(
          `${keyFile} is not there or empty, and the events of ${key} are. New keys would open nothing that is kept in them: restore the latest backup of the key file${events.kind === 'embedded' ? '' : ', or name an EventStoreDB that holds no events of this office'}.`,
        );
      if (!existsSync(shredList))
        throw new BootRefused(
          `${shredList} is not there, and the keys of ${key} are. Without it nothing says which keys were destroyed, and a key file from a backup would bring them back: restore the list as it was last, not one as old as the backup.`,
        );
    }
    const keys = opened.adopt(openEmbeddedKeys({ path: keyFile, office: key, masterKey, shredList }), (each) =>
      each.close(),
    );
    const access = opened.adopt(
      openAccessLog(join(folder, 'access.db'), (text) => keys.mac('access', text), room),
      (each) => each.close(),
    );
    const notices = new NoticesFile(join(folder, 'announced.json'), noticeDays * 86_400_000);
    const own = opened.adopt(await openOwnLog(key, folder, { keys, now, room }), (each) => each.members.close());
    const { members: written } = own;
    const members = new MembersFile(join(folder, membersFile), written);
    const more = { room, notices, members, ...(memory === undefined ? {} : { memory }) };
    const office = new Office(settings, profiles, store, keys, access, more);
    opened.move();
    return {
      office,
      ...own,
      keys,
      extent: async () => {
        const end = await store.end();
        return {
          events: String(end?.position ?? 0),
          ...(end === undefined ? {} : { last: lastEventOf(end) }),
          members: await written.extent(),
          ...keys.extent,
          access: String(access.last()),
        };
      },
    };
  } finally {
    await opened.disposeAsync();
  }
}

const lastEventOf = ({ id, stream, revision, lookedAt }: LogEnd): LastEvent => ({
  id,
  stream,
  revision,
  lookedAt: String(lookedAt),
});

/** @throws BootRefused the file is gone, or the events are in a cluster */
function openOwnFile(key: string, folder: string, hadKeys: boolean): EventStore {
  const file = join(folder, 'events.db');
  refuseEventsElsewhere(key, folder);
  if (hadKeys && !holdsSomething(file)) {
    throw new BootRefused(
      `${file} is not there or empty, and the keys of ${key} are. A new one would begin an empty log: mount the disk that it is on, or restore the latest backup.`,
    );
  }
  return openEmbeddedStore(file);
}

/**
 * The office's own log, made where it is not there yet: that it was, the installation's record knows.
 * @throws BootRefused what it says cannot be read, or cannot have been
 */
async function openOwnLog(
  office: string,
  folder: string,
  more: Omit<OfficeMembersParts, 'office' | 'store'>,
): Promise<Pick<OpenedOffice, 'members' | 'receipts' | 'yearly' | 'savedViews'>> {
  const file = join(folder, officeFile);
  const opened = new AsyncDisposableStack();
  try {
    const store = opened.adopt(openEmbeddedStore(file), (each) => each.close());
    const members = await OfficeMembers.open({ office, store, ...more });
    opened.move();
    const parts = { office, store, ...more };
    const [receipts, yearly, savedViews] = [new ReceiptCodes(parts), new YearlyDrafts(parts), new SavedViews(parts)];
    return { members, receipts, yearly, savedViews };
  } catch (error) {
    await opened.disposeAsync();
    if (error instanceof LogDamaged) throw new BootRefused(`${file}: ${error.message}`);
    if (!(error instanceof UnreadableEvent || error instanceof MembersMisfit)) throw error;
    throw new BootRefused(
      `${file} is not what was written (${error.message}). Nothing in it was changed. Keep a copy of it, and restore the latest backup.`,
    );
  }
}

const holdsSomething = (file: string): boolean => existsSync(file) && statSync(file).size > 0;
