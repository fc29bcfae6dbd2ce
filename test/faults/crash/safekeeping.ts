/**
 * The operator's commands, dead at a crash point: no half backup is taken for one, no half restored folder is started
 * on, and the next run does it all.
 */
import { spawnSync } from 'node:child_process';
import { type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp } from '../../../apps/cli/safekeeping/backup.js';
import { databasePath, shredListPath } from '../../../libs/installation/office-files.js';
import { manifestFile } from '../../../apps/cli/safekeeping/manifest.js';
import { restore } from '../../../apps/cli/safekeeping/restore.js';
import { verifyData } from '../../../apps/cli/safekeeping/verify.js';
import { type Copied } from '../../../libs/event-store/copy.js';
import { masterKeyIn, modeOf, openDataFolder } from '../../../libs/installation/data-folder.js';
import { readMasterKey } from '../../../libs/privacy/master-key.js';
import { officeKeysOf } from '../../../libs/privacy/office-keys.js';
import { Office, type Complaint } from '../client.js';
import { RealProcess, root } from '../real-process.js';
import { preload, type Death, type Place } from './death.js';
import { crashPoints, lastWords } from './points.js';

const commands = ['backup', 'restore', 'copy', 'rotate-keys'] as const;
type Command = (typeof commands)[number];

const offices = ['horsens', 'koebenhavn', 'odense'];
const officer = { as: 'dataProtectionOfficer' };
const say = (): void => undefined;

export class Safekeeping {
  private readonly folder = mkdtempSync(join(tmpdir(), 'klagegang-safekeeping-'));
  private readonly data = join(this.folder, 'data');
  /** Taken before a document was erased: what is restored from it must destroy that key again. */
  private readonly backedUp = join(this.folder, 'backup');
  private number = 0;
  /** What a copy comes to that nothing happened to. */
  private straight: Copied | undefined;

  /** A product that was at work, and a backup of it. */
  async prepare(): Promise<this> {
    const product = await new RealProcess(this.data).start();
    try {
      const complaint = await registered(new Office(product, 'horsens'));
      const { document } = await complaint.do('FileDocument', {
        title: 'En andens lønseddel',
        direction: 'in',
        date: '2024-01-01',
        content: Buffer.from('fremmed').toString('base64'),
      });
      await backUp({ data: this.data, to: this.backedUp, masterKeys: [], say });
      const { request } = await complaint.do('RequestErasure', { of: 'document', document }, undefined, officer);
      await complaint.do('DecideErasure', { request, decision: 'granted', basis: 'misfiled' }, undefined, officer);
      await complaint.view();
    } finally {
      await product.kill('SIGTERM');
    }
    return this;
  }

  async dieAt([point, nth]: Place): Promise<Death> {
    const command = commands.find((name) => name === crashPoints[point].during);
    if (!command) throw new Error(`${point} is no point of the operator's commands`);
    const to = this.newPlace();
    const { said } = klagegang(
      { NODE_OPTIONS: preload(), KLAGEGANG_CRASH_POINT: `${point}#${nth}` },
      command,
      ...this.wordsOf(command, to),
    );
    const broken = await this.checks[command](to).catch((error: unknown) => [(error as Error).message]);
    return { point, nth, reached: said.includes(lastWords(point)), broken };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the command left at `to`, and whether the next run comes to its end. */
  private readonly checks: { readonly [Name in Command]: (to: string) => Promise<readonly string[]> } = {
    backup: async (to) => {
      const first = await this.restoredFrom(to).catch((error: unknown) => error as Error);
      if (
        existsSync(join(to, manifestFile))
          ? first instanceof Error
          : !(first instanceof Error) || !/is no backup, or one that was cut off/.test(first.message)
      ) {
        return [
          `${existsSync(join(to, manifestFile)) ? 'a whole backup' : 'a backup that was cut off'} was ${first instanceof Error ? `refused: ${first.message}` : 'restored'}`,
        ];
      }
      const next = this.newPlace();
      await backUp({ data: this.data, to: next, masterKeys: [], say });
      return (await this.restoredFrom(next)).broken;
    },
    restore: async (to) => {
      const isMarked = modeOf(to) !== null;
      if (!isMarked && readdirSync(to).length > 0) {
        const refusal = await openDataFolder(to, 'test').then(
          (folder) => {
            folder.close();
            return '';
          },
          (error: unknown) => (error as Error).message,
        );
        if (!/is not empty and is no data folder/.test(refusal))
          return ['a folder that was restored in part is taken for a data folder'];
      }
      const { broken, shredded } = await this.restoredFrom(this.backedUp);
      return [
        ...(isMarked ? await problemsOf(to) : []),
        ...broken,
        ...(shredded === 1 ? [] : [`I13: ${shredded} keys were destroyed again, not 1`]),
      ];
    },
    'rotate-keys': async () => {
      const masterKey = readMasterKey(masterKeyIn(this.data));
      // Cut off, everything opens by one of the keys that there are.
      const cutOff = await problemsOf(this.data, masterKey);
      const { status, said } = klagegang({}, 'rotate-keys', ...this.wordsOf('rotate-keys', ''));
      const atRest = offices.filter((office) => {
        const keys = officeKeysOf(databasePath(this.data, office, 'keys'), office);
        return keys.filter(({ retiredAt }) => retiredAt === undefined).length === 1;
      });
      return [
        ...cutOff,
        ...(status === 0 ? [] : [`the rotation was not gone on with: ${said}`]),
        ...(await problemsOf(this.data, masterKey)),
        ...(atRest.length === offices.length ? [] : [`office keys of ${atRest.join(', ')} alone are at rest`]),
      ];
    },
    copy: async (to) => {
      const [resumed, straight] = [this.copied(to), (this.straight ??= this.copied(this.newPlace()))];
      return resumed.sha256 === straight.sha256 && resumed.events === straight.events
        ? []
        : [
            `the copy that was gone on with holds ${resumed.events} events, ${resumed.sha256}, and not ${straight.events}, ${straight.sha256}`,
          ];
    },
  };

  private async restoredFrom(
    backup: string,
  ): Promise<{ readonly broken: readonly string[]; readonly shredded: number }> {
    const to = this.newPlace();
    const restored = await restore({
      from: backup,
      to,
      shredLists: new Map(offices.map((office) => [office, shredListPath(this.data, office)])),
      say,
    });
    return {
      broken: await problemsOf(to),
      shredded: Object.values(restored.offices).reduce((sum, { shredded }) => sum + shredded, 0),
    };
  }

  private copied(to: string): Copied {
    const { status, said } = klagegang({}, 'copy', ...this.wordsOf('copy', to), '--json');
    if (status !== 0) throw new Error(`the copy was not gone on with: ${said}`);
    return JSON.parse(said) as Copied;
  }

  private wordsOf(command: Command, to: string): readonly string[] {
    if (command === 'rotate-keys') return ['--data', this.data];
    if (command === 'backup') return ['--data', this.data, '--to', to];
    if (command === 'restore')
      return [
        '--from',
        this.backedUp,
        '--to',
        to,
        ...offices.flatMap((office) => ['--shred-list', `${office}=${shredListPath(this.data, office)}`]),
      ];
    return ['--from', databasePath(this.data, 'horsens', 'events'), '--to', join(to, 'target.db')];
  }

  private newPlace(): string {
    this.number += 1;
    const place = join(this.folder, String(this.number));
    mkdirSync(place);
    return place;
  }
}

async function registered(office: Office): Promise<Complaint> {
  const complaint = await office.start();
  await complaint.do('RecordPart', { topic: 'delay', department: 'jobcenter' });
  await complaint.do('AssessRemit', { part: 'A', admissible: true });
  await complaint.do('AgreeRegistration', { citizen: true, adviser: true });
  await complaint.do('RegisterCase', { complainant: { name: 'Valdemar Vandskade' }, summary: 'Vejen er væk' });
  return complaint;
}

const problemsOf = async (folder: string, masterKey?: KeyObject): Promise<readonly string[]> =>
  (await verifyData(folder, masterKey, say)).flatMap(({ office, problems }) =>
    problems.map((problem) => `${office}: ${problem}`),
  );

/** The built program, as an operator runs it. */
function klagegang(
  env: NodeJS.ProcessEnv,
  ...words: readonly string[]
): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'dist', 'apps', 'cli', 'klagegang.js'), ...words],
    { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' },
  );
  return { status, said: status === 0 ? stdout : `${stdout}${stderr}` };
}
