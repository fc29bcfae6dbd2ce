/**
 * `klagegang appoint`: the first administrator of an office, who then says who its other members are. Written down as
 * any other change of the members, by the operator.
 */
import { existsSync } from 'node:fs';
import { keyPatterns } from '../../../event-schemas/complaint/codes.js';
import { openEmbeddedStore } from '../../../libs/event-store/embedded/embedded-store.js';
import { administrators, looksLikeACpr, type Member, type MemberSaid } from '../../../libs/identity/members.js';
import { OfficeMembers } from '../../../libs/identity/office-members.js';
import { openDataFolder } from '../../../libs/installation/data-folder.js';
import { lossesOf, readRecord, refuseLosses } from '../../../libs/installation/installation-record.js';
import { masterKeyOf } from '../../../libs/installation/master-key-of.js';
import { databasePath, extentIn, shredListPath } from '../../../libs/installation/office-files.js';
import { ProductClock } from '../../../libs/installation/product-clock.js';
import { isWord } from '../../../libs/platform/readable-text.js';
import { openEmbeddedKeys } from '../../../libs/privacy/embedded-keys.js';
import { settingsOf, stoppedFolder } from '../reporting/office-at-rest.js';
import { SafekeepingRefused } from '../safekeeping/manifest.js';
import { UsageError } from '../usage-error.js';

export interface Appoint {
  readonly data: string;
  readonly office: string;
  readonly sub: string;
  readonly name: string;
  /** There may be an administrator already. */
  readonly more: boolean;
}

export interface Appointed {
  readonly office: string;
  readonly sub: string;
  /** Administrators in force now. */
  readonly administrators: number;
}

/**
 * @throws UsageError the id or the name is none
 * @throws SafekeepingRefused, BootRefused, KeysRefused no such office, or it has an administrator; the product is
 * running; its files are not what they were; the master key is not there
 */
export async function appoint({
  data,
  office,
  sub,
  name,
  more,
}: Appoint): Promise<{ readonly text: string; readonly json: Appointed }> {
  if (!isWord(sub) || !new RegExp(keyPatterns.member, 'u').test(sub) || looksLikeACpr(sub))
    throw new UsageError("--sub is the identity provider's id of the person, and never a CPR number");
  if (!isWord(name)) throw new UsageError('--name is a name of 1 to 200 characters in one line');
  const stopped = stoppedFolder(data);
  settingsOf(stopped, office);
  const opened = new AsyncDisposableStack();
  try {
    const folder = opened.adopt(await openDataFolder(stopped.path, stopped.config.mode), (each) => each.close());
    const [keyFile, shredList] = [databasePath(stopped.path, office, 'keys'), shredListPath(stopped.path, office)];
    for (const file of [keyFile, shredList])
      if (!existsSync(file))
        throw new SafekeepingRefused(`${file} is not there. Start the product once, or restore it first.`);
    const masterKey = await masterKeyOf(stopped.config);
    // A log of members that is gone would be made anew here, and nobody would miss it.
    const record = readRecord(stopped.config.recordFolder, masterKey);
    const { members: found } = extentIn(stopped.path, office, masterKey);
    if (record) refuseLosses(lossesOf(record, { [office]: { members: found } }), record.lastSeenAt);
    const keys = opened.adopt(openEmbeddedKeys({ path: keyFile, office, masterKey, shredList }), (each) =>
      each.close(),
    );
    const store = opened.adopt(openEmbeddedStore(databasePath(stopped.path, office, 'office')), (each) => each.close());
    const clock = ProductClock.open(stopped.config.mode, folder.clockFile);
    const members = await OfficeMembers.open({ office, store, keys, now: () => clock.now() });
    if (count(members) > 0 && !more)
      throw new SafekeepingRefused(
        `${office} has an administrator already, who can make others. Add --more where that one is out of reach.`,
      );
    await members.say(administratorOf({ sub, name }, members.find(sub)), { sub: 'operator', role: 'system' });
    const json = { office, sub, administrators: count(members) };
    return { json, text: `${office}: ${sub} is an administrator; there are ${json.administrators} now` };
  } finally {
    await opened.disposeAsync();
  }
}

const count = (members: OfficeMembers): number =>
  administrators(new Map(members.all.map((member) => [member.sub, member])), members.today);

/** Besides what somebody is already, and without an end. */
function administratorOf(person: Pick<MemberSaid, 'sub' | 'name'>, known: Member | undefined): MemberSaid {
  const before = known && !known.isEnded ? known : undefined;
  return {
    ...person,
    roles: [...new Set([...(before?.roles ?? []), 'administrator' as const])],
    ...(before?.department === undefined ? {} : { department: before.department }),
  };
}
